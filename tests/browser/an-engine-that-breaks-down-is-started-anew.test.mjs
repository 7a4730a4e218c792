import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("the documents are back after the engine broke down", async (visit) => {
  const page = await visit.openSite("#/search?q=合金材料");
  const before = await page.total();
  assert.ok(before > 0);
  const [worker] = visit.page.workers();
  await worker.evaluate(() => {
    self.onmessage = () => {
      throw new Error("broken on purpose");
    };
  });
  await page.search("新能源");
  await page.main.locator(".card.warn, .remark").first().waitFor();
  await page.search("合金材料");
  await page.until(async () => (await page.total()) === before, "the same passages are found");
  assert.equal(visit.page.workers().length, 1);
  visit.forgive(/broken on purpose/);
});
