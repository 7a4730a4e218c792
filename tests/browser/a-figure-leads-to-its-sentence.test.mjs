import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("a row of the table under the chart leads to the sentence that promised it", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=*");
  const row = page.main.locator("table.targets tbody tr").first();
  await row.waitFor();
  const quote = (await row.locator(".quote mark").first().innerText()).trim();
  await row.locator(".quote").click();
  await page.reader.waitFor();
  await page.reader.locator("mark, .here").first().waitFor();
  assert.ok((await page.reader.innerText()).replace(/\s/g, "").includes(quote.replace(/\s/g, "")));
});

story("a bar of the chart does the same by keyboard", async (visit) => {
  const page = await visit.openSite("#/targets");
  const mark = page.main.locator("svg.chart .mark").first();
  await mark.focus();
  await visit.page.keyboard.press("Enter");
  await page.reader.waitFor();
});

story("the chart is never without its table", async (visit) => {
  const page = await visit.openSite("#/targets");
  await page.main.locator("svg.chart").first().waitFor();
  assert.ok((await page.main.locator("table.targets tbody tr").count()) > 0);
});
