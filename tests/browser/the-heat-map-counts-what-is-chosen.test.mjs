import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

for (const [name, count, list] of [
  ["目标", "", (page) => page.rows.count()],
  ["段落", "passages", (page) => page.total()],
]) {
  story(`a cell that counts ${name} opens a list of as many`, async (visit) => {
    const page = await visit.openSite("#/targets?chart=heat");
    await page.main.getByRole("group", { name: "计数" }).getByRole("button", { name, exact: true }).click();
    await page.until(() => visit.page.url().includes(count), "the choice is in the address");
    const cell = page.bars.first();
    await cell.waitFor();
    const told = Number((await cell.getAttribute("aria-label")).match(/(\d+)$/)[1]);
    await cell.press("Enter");
    await page.until(async () => (await list(page)) === told, `the list has ${told}`);
  });
}

story("arrow keys walk the marks of a chart", async (visit) => {
  const page = await visit.openSite("#/targets?chart=heat&count=passages");
  await page.bars.first().focus();
  const here = () => visit.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const first = await here();
  await visit.page.keyboard.press("ArrowRight");
  assert.notEqual(await here(), first);
  await visit.page.keyboard.press("Home");
  assert.equal(await here(), first);
});

story("a chart says in one sentence what it shows", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=*");
  for (const chart of ["time", "parts", "heat"]) {
    await visit.page.evaluate((chart) => (location.hash = `#/targets?indicator=*&chart=${chart}`), chart);
    await page.bars.first().waitFor();
    assert.ok((await page.main.locator("svg.chart").first().getAttribute("aria-label")).length > 10, chart);
  }
});

story("what is overdue is told in words, beside the line of this year", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=*&chart=time");
  await page.bars.first().waitFor();
  await page.assertShows(/已到期（只表示期限已过，不表示是否完成）/);
  await page.main.locator("svg.chart text", { hasText: `今年 ${new Date().getFullYear()}` }).waitFor();
});

story("no two labels of a chart lie on each other", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=*&chart=parts");
  await page.bars.first().waitFor();
  const over = await page.main.locator("svg.chart").evaluateAll((charts) =>
    charts.flatMap((chart) => {
      const words = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
      return words.flatMap(([a, one], at) =>
        words
          .slice(at + 1)
          .filter(([, other]) => one.left < other.right - 1 && other.left < one.right - 1)
          .filter(([, other]) => one.top < other.bottom - 4 && other.top < one.bottom - 4)
          .map(([b]) => `${a} / ${b}`),
      );
    }),
  );
  assert.deepEqual(over, []);
});
