import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("a row of the table under the chart leads to the sentence that promised it", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=*");
  const row = page.rows.first();
  await row.waitFor();
  const quote = (await row.locator(".quote mark").first().innerText()).trim();
  await row.locator(".quote").click();
  await page.openPassage.first().waitFor();
  assert.ok(bare(await page.reader.innerText()).includes(bare(quote)), quote);
});

story("a bar of the chart does the same by keyboard", async (visit) => {
  const page = await visit.openSite("#/targets");
  // Focus and key in one go: the chart may be drawn anew while the page settles.
  await page.bars.first().press("Enter");
  await page.reader.waitFor();
});

story("the chart is never without its table", async (visit) => {
  const page = await visit.openSite("#/targets");
  await page.bars.first().waitFor();
  assert.ok((await page.rows.count()) > 0);
});

// Lines break elsewhere in the reader than in the table.
function bare(text) {
  return text.replace(/\s/g, "");
}
