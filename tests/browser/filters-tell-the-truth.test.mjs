import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("ticking a box that says n shows n", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  const all = await page.total();
  const boxes = (await page.filters()).filter(({ count }) => count > 0);
  assert.ok(boxes.length >= 3, "there are filters with results");
  // The first of each filter: every facet counts in its own way.
  const facets = [...new Map(boxes.map((box) => [box.facet, box])).values()];
  for (const { facet, name, count } of facets) {
    await page.tick(facet, name);
    await page.until(async () => (await page.total()) === count, `${facet}: ${name} shows ${count}`);
    await page.tick(facet, name);
    await page.until(async () => (await page.total()) === all, "without the tick all are back");
  }
});

story("filters with nothing left stay, with 0", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  const before = (await page.filters()).length;
  await page.search("zzzzqqqq");
  await page.main.locator(".nothing").waitFor();
  await page.until(async () => (await page.filters()).every(({ count }) => count === 0), "all counts are 0");
  assert.equal((await page.filters()).length, before);
});
