import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("the landing page says what is here", async (visit) => {
  const page = await visit.openSite();
  await page.assertShows(/5/, "five documents");
  assert.equal(await visit.page.locator("h1").count(), 1);
  assert.match(await visit.page.title(), /策览/);
});

story("a search shows passages with the words marked", async (visit) => {
  const page = await visit.openSite();
  await page.search("高新技术企业");
  await page.hits.first().waitFor();
  const marks = await page.marks.allInnerTexts();
  assert.ok(marks.includes("高新技术企业"), marks.join(" "));
});

story("Traditional words find the same passages", async (visit) => {
  const page = await visit.openSite("#/search?q=產業集群");
  const hant = await page.total();
  assert.ok(hant > 0);
  await page.search("产业集群");
  assert.equal(await page.total(), hant);
});

story("a passage leads to its place in the document", async (visit) => {
  const page = await visit.openSite("#/search?q=高新技术企业");
  const words = (await page.marks.first().innerText()).trim();
  await page.hits.first().click();
  await page.reader.waitFor();
  await page.openPassage.first().waitFor();
  assert.ok((await page.openPassage.allInnerTexts()).join("").includes(words));
  assert.ok(await page.openPassage.first().isVisible());
});
