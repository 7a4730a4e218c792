import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("an unknown hash is named, and the page is there", async (visit) => {
  const page = await visit.openSite("#/nowhere?x=1");
  await page.assertShows(/nowhere|x=1/);
  assert.ok(await page.box.isVisible());
});

story("an unknown document is told in words", async (visit) => {
  const page = await visit.openSite("#/search?doc=0000000000000000");
  assert.ok((await page.text()).length > 50);
  assert.ok(await page.box.isVisible());
});

story("a query of blanks shows the landing page", async (visit) => {
  const page = await visit.openSite();
  await page.search("   ");
  assert.ok((await page.text()).length > 50);
});

story("a query of ten thousand characters is answered", async (visit) => {
  const page = await visit.openSite();
  await page.search("策".repeat(10_000));
  await page.heading.first().waitFor();
  assert.ok((await page.main.innerText()).trim().length > 0);
});

story("nothing found says what to loosen", async (visit) => {
  const page = await visit.openSite("#/search?q=zzzzqqqq");
  await page.main.locator(".nothing").waitFor();
});
