import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

async function opened(visit, title) {
  const page = await visit.openSite("#/documents");
  await page.main.getByText(title).first().click();
  await page.reader.waitFor();
  return page;
}

story("a document is seen as it was, cleaned, and side by side, each change with its rule", async (visit) => {
  const page = await opened(visit, /縉云縣/);
  const text = () => page.reader.innerText();
  assert.doesNotMatch(await text(), /關\(guān\)/, "cleaned at first");
  await page.reader.getByRole("button", { name: "原文" }).click();
  await page.until(async () => /\([a-zāáǎàēéěèīíǐìōóǒòūúǔùü]+\)/.test(await text()), "the source has its notes");
  await page.reader.getByRole("button", { name: "对照" }).click();
  await page.assertShows(/清理共改动 \d+ 处，按规则/);
  await page.assertShows(/拼音/);
});

story("beside the text stand its outline, targets and duties, and lead to their places", async (visit) => {
  const page = await opened(visit, /青阳县人民政府关于大力发展/);
  const side = page.reader.locator(".outline");
  await side.getByText(/发展目标/).first().click();
  await page.until(() => visit.page.evaluate(() => /open=|at=|#/.test(location.hash)), "the place is in the address");
  for (const [name, words] of [[/^目标 \d+/, /家|%|亿元/], [/^责任 \d+/, /县/]]) {
    await side.getByRole("button", { name }).click();
    await page.until(async () => words.test(await side.innerText()), `${name} lists ${words}`);
  }
  assert.ok((await page.reader.locator(".reader-text mark, .reader-text .target, .reader-text [class*=target]").count()) > 0);
});

story("a passage is cited with title, number and path", async (visit) => {
  await visit.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await visit.openSite("#/search?q=创新能力显著增强");
  await page.found();
  await page.hits.first().click();
  await page.reader.waitFor();
  await page.openPassage.first().waitFor();
  await page.reader.getByRole("button", { name: "复制引用" }).click();
  await page.assertShows(/已复制/);
  const words = await visit.page.evaluate(() => navigator.clipboard.readText());
  assert.match(words, /^《.*青阳县.*》（青发〔2021〕12号）|^《.*青阳县.*》\(青发〔2021〕12号\)/);
  assert.match(words, /一、发展目标/);
});
