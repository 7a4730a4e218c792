import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("query, filter and open document are in the address", async (visit) => {
  const page = await visit.openSite();
  await page.search("产业");
  const box = (await page.filters()).find(({ count }) => count > 0);
  await page.tick(box.facet, box.name);
  await page.hits.first().click();
  await page.reader.waitFor();
  const address = visit.page.url();
  await page.openPassage.first().waitFor();
  const before = await page.text();
  await visit.page.goto("about:blank");
  await visit.page.goto(address);
  const again = await visit.explorer().ready();
  await again.openPassage.first().waitFor();
  assert.equal(await again.box.inputValue(), "产业");
  await again.until(async () => (await again.text()) === before, "the same words stand there");
});

story("back and forward walk through what was seen", async (visit) => {
  const page = await visit.openSite();
  await page.view("目标");
  await page.heading.first().waitFor();
  await page.view("文件");
  await visit.page.goBack();
  await visit.page.waitForURL(/targets/);
  await visit.page.goForward();
  await visit.page.waitForURL(/documents/);
});
