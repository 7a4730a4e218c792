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

story("where figures lie far apart a log scale is offered; with it dots stand for bars, and the address keeps it", async (visit) => {
  const page = await visit.openSite("#/documents");
  const plan = (place, firms) => `${place}高新技术产业发展规划\n一、发展目标\n到2031年,高新技术企业达到${firms}家。\n`;
  const files = [["云溪县", 4], ["望江省", 60000]].map(([place, firms]) => plan(place, firms));
  await visit.page.locator("input[type=file]").first().setInputFiles(
    files.map((text, at) => ({ name: `${at}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) })),
  );
  await page.assertShows(/望江省高新技术产业发展规划/);
  await visit.page.evaluate(() => (location.hash = "#/targets?indicator=high_tech_enterprises"));
  const lengths = () =>
    page.bars.evaluateAll((marks) =>
      marks.filter((mark) => /云溪|望江/.test(mark.getAttribute("aria-label"))).map((mark) => mark.querySelector("rect.fill")?.getBBox().width),
    );
  await page.until(async () => (await lengths()).length === 2, "both figures are drawn");
  const [small, large] = (await lengths()).sort((a, b) => a - b);
  assert.ok(large > 50 * small, "on an even scale the small one nearly vanishes");
  await page.main.getByRole("button", { name: "改用对数刻度" }).first().click();
  await page.until(async () => (await lengths()).every((length) => length === undefined), "dots stand for bars");
  assert.ok((await page.main.locator("svg.chart .mark circle").count()) >= 2);
  await visit.page.reload();
  await page.ready();
  await page.main.getByRole("button", { name: "改回等距刻度" }).first().waitFor();
});

story("on paper, also out of a dark theme, a chart needs no colour: its words are black, its inks differ in lightness, and each part has its name", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=high_tech_enterprises&chart=parts");
  await page.bars.first().waitFor();
  await visit.page.emulateMedia({ media: "print", colorScheme: "dark" });
  const chart = page.main.locator("svg.chart").filter({ has: visit.page.locator(".ink-second") }).first();
  const { inks, words } = await chart.evaluate((chart) => {
    const lightness = (colour) => {
      const [red, green, blue] = colour.match(/\d+/g).map(Number);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const inks = [".fill.ink-first", ".fill.ink-second"].map((ink) => lightness(getComputedStyle(chart.querySelector(ink)).fill));
    const words = ["h1", "table.targets td"].map((words) => lightness(getComputedStyle(document.querySelector(`main ${words}`)).color));
    return { inks, words };
  });
  assert.ok(Math.abs(inks[0] - inks[1]) > 25, `inks of lightness ${inks}`);
  assert.deepEqual(words, [0, 0]);
  assert.match(await chart.textContent(), /巢湖市.*安巢经开区/s);
});
