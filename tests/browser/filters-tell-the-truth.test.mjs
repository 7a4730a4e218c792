import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("ticking a box that says n shows n", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  const boxes = (await page.filters()).filter(({ count }) => count > 0);
  assert.ok(boxes.length >= 3, "there are filters with results");
  // The first of each filter: every facet counts in its own way.
  const facets = [...new Map(boxes.map((box) => [box.facet, box])).values()];
  for (const { facet, name, count } of facets) {
    await page.tick(facet, name);
    assert.equal(await page.total(), count, `${facet}: ${name}`);
    await page.tick(facet, name);
  }
});

story("filters with nothing left stay, with 0", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  const before = (await page.filters()).length;
  await page.search("zzzzqqqq");
  await page.assertShows(/zzzzqqqq/);
  const after = await page.filters();
  assert.equal(after.length, before);
  assert.ok(after.every(({ count }) => count === 0));
});
