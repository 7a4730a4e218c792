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

const plan = (front) => ({
  name: "云溪县氢能产业发展实施方案.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(`云溪县氢能产业发展实施方案\n一、目标\n${front}到2031年,全县氢能企业达到37家。\n`),
});

story("a link to a passage finds it by its words in a newer text of the document", async (visit) => {
  const page = await visit.openSite("#/documents");
  const bring = async (text, count) => {
    await page.view("文件");
    await visit.page.locator("input[type=file]").first().setInputFiles(plan(text));
    await page.until(async () => (await page.main.locator(".shelf li").count()) === count, "the plan is on the shelf");
  };
  await bring("", 6);
  await page.view("目标");
  await page.search("氢能企业");
  await page.rows.first().locator(".quote").click();
  await page.openPassage.first().waitFor();
  const old = new URL(visit.page.url()).hash;
  await page.view("文件");
  await visit.page.evaluate(() => (location.hash = "#/documents"));
  await page.main.locator(".shelf li", { hasText: "氢能" }).getByRole("button").click();
  await page.until(async () => (await page.main.locator(".shelf li").count()) === 5, "the plan is gone");
  await bring("本县地处江南,交通便利。", 6);
  await visit.page.evaluate((hash) => (location.hash = hash), old);
  await page.openPassage.first().waitFor();
  assert.match(await page.openPassage.first().innerText(), /氢能企业达到37家/);
  assert.notEqual(new URL(visit.page.url()).hash, old);
});
