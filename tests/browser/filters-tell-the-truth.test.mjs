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

story("what is ticked stands above the result, is taken away one by one or in one go", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  const all = await page.total();
  await page.tick("文种", "行动计划");
  await page.tick("年份", "2024");
  const chips = page.main.getByRole("button", { name: /^去掉条件/ });
  await page.until(async () => (await chips.count()) === 2, "two chips");
  await chips.first().click();
  await page.until(async () => (await chips.count()) === 1, "one chip");
  await page.main.getByRole("button", { name: "清空", exact: true }).click();
  await page.until(async () => (await page.total()) === all, "all are back");
});

story("places are a tree of province, city and county, industries have the documents' own names below them", async (visit) => {
  const page = await visit.openSite();
  await page.filters();
  const places = await page.rail.locator("fieldset.facet", { hasText: "地区" }).innerText();
  assert.match(places, /安徽省[^]*池州市[^]*青阳县/);
  for (const name of ["新材料", "先进金属材料"]) {
    await page.rail.getByRole("button", { name: `${name}的下一级` }).click();
  }
  await page.until(async () => /镁/.test(await page.rail.innerText()), "what the documents call it themselves");
});

story(
  "on a phone the filters are a sheet, and the box stays on top",
  async (visit) => {
    const page = await visit.openSite("#/search?q=企业");
    const all = await page.total();
    await visit.page.evaluate(() => scrollTo(0, 2000));
    await page.until(async () => {
      const place = await page.box.boundingBox();
      return place && place.y >= 0 && place.y < 120;
    }, "the box is on top");
    await visit.page.evaluate(() => scrollTo(0, 0));
    await page.main.getByRole("button", { name: /^筛选/ }).click();
    const sheet = visit.page.getByRole("dialog");
    await sheet.locator("li label", { hasText: "行动计划" }).locator("input").first().click();
    await sheet.getByRole("button", { name: "查看结果" }).click();
    await page.until(async () => (await page.total()) < all, "the sheet filters");
  },
  { settings: { viewport: { width: 360, height: 740 }, hasTouch: true } },
);
