import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("amounts reached and amounts added stand in panels of their own, each bar with its figure and year", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=high_tech_enterprises");
  await page.bars.first().waitFor();
  const captions = await page.main.locator("figcaption").allInnerTexts();
  assert.ok(captions.some((words) => words.includes("总数目标")) && captions.some((words) => words.includes("新增目标")));
  const charts = (await page.main.locator("svg.chart").allTextContents()).join(" ");
  assert.match(charts, />60家.*2025/s);
  assert.match(charts, /\+105家/);
  await page.assertShows(/5 份文件中，\d 份对“高新技术企业”提出了可量化目标/);
});

story("a total stands beside its parts, and it is said whether they add up", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=high_tech_enterprises&chart=parts");
  await page.bars.first().waitFor();
  const drawn = (await page.main.locator("svg.chart").allTextContents()).join(" ");
  assert.match(drawn, /巢湖市.*60/s);
  assert.match(drawn, /安巢经开区.*45/s);
  await page.assertShows(/各部分之和与合计一致 ✓/);
});

story("what has no figure to compare is listed under the chart, and is in the table", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=listed_firms");
  await page.assertShows(/没有可比数字的承诺/);
  const listed = page.main.locator("section.listed a, section.listed .hit-link");
  assert.match((await listed.allInnerTexts()).join(" "), /上市企業|上市企业/);
  assert.ok((await page.rows.filter({ hasText: /x家/ }).count()) > 0);
});

story("the table is sorted by its heads and filtered by the box and the ticks", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=*");
  await page.rows.first().waitFor();
  const deadlines = () => page.main.locator("td.deadline").allInnerTexts();
  await page.main.getByRole("button", { name: /^期限/ }).click();
  await page.until(async () => {
    const years = (await deadlines()).map(Number).filter(Boolean);
    return years.length > 3 && years.every((year, at) => at === 0 || years[at - 1] <= year);
  }, "the years rise");
  assert.equal(await page.main.locator("th[aria-sort=ascending]").count(), 1);
  const all = await page.rows.count();
  await page.search("高新技术企业");
  await page.until(async () => (await page.rows.count()) < all, "the box narrows the table");
  // The words stand in the row or in the headings above its sentence.
  assert.match((await page.rows.allInnerTexts()).join(" "), /高新技术企业|高新技術企業/);
});

story("one industry shows who, targets, duties and passages", async (visit) => {
  const page = await visit.openSite("#/industries");
  await page.assertShows(/新材料/);
  await page.main.locator("a, button, option", { hasText: "新材料" }).first().waitFor({ state: "attached" });
  await page.assertShows(/提到它的文件/);
  for (const words of [/目标明细/, /责任/]) await page.assertShows(words);
});
