import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("every form of the query language narrows, and says what it did", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  const count = async (words) => {
    await page.search(words);
    return page.total();
  };
  const all = await count("企业");
  const without = await count("企业 -高新技术企业");
  assert.ok(without < all, `${without} of ${all} without a word`);
  assert.ok((await count("高新技术企业 OR 数字化车间")) > (await count("高新技术企业")), "either word");
  for (const words of ["企业 地区:青阳", "企业 region:青阳", "企业 产业:新材料", "企业 年份:2025", "企业 责任:县发改委"]) {
    const found = await count(words);
    assert.ok(found > 0 && found < all, `${words}: ${found} of ${all}`);
  }
  assert.ok((await count('"产业集群"')) > 0);
  assert.equal(await count('"产业 集群 不在一起"'), 0, "words in quotes stand together");
  assert.ok((await count("高新技术企业>=60家")) > 0);
  await page.assertShows(/60家/);
  assert.equal(await count("高新技术企业>=60000家"), 0);
  assert.ok((await count("产值>1亿元")) > 0, "units are converted");
  assert.ok((await count("2026年前 高新技术企业")) > 0);
});

story("a wrong field or unit is explained in place, and the rest is answered", async (visit) => {
  const page = await visit.openSite();
  await page.search("作者:青阳 高新技术企业");
  await page.assertShows(/没有“作者”这个字段/);
  await page.search("高新技术企业>=60火");
  await page.assertShows(/没有认出单位/);
  await page.search("高新技术企业 地区:火星");
  await page.assertShows(/没有“火星”这个取值/);
  await page.search('"高新技术企业');
  await page.found();
});

for (const [words, says, mark] of [
  ["規上工業企業", /规上/, /規上|规模以上|規模以上/],
  ["xinnengyuan", /按“新能源”检索/, /新能源/],
  ["xny", /按“新能源”检索/, /新能源/],
  ["高薪技术企业", /没有找到“高薪技术企业”，已按“高新技术企业”检索/, /高新技术企业|高新技術企業/],
  ["５Ｇ", /5G/, /5G/],
]) {
  story(`${words} is understood, and the page says how`, async (visit) => {
    const page = await visit.openSite();
    await page.search(words);
    await page.hits.first().waitFor();
    await page.assertShows(says);
    const marks = (await page.marks.allInnerTexts()).join(" ");
    assert.match(marks, mark);
  });
}

story("what stands as typed comes before what was found with help", async (visit) => {
  const page = await visit.openSite("#/search?q=规上工业企业");
  await page.found();
  await page.assertShows(/“规上工业企业”与“规模以上工业企业”按同义词一并检索/);
  // The documents in their order, each by its first passage.
  const firsts = await page.main.locator("section.group").evaluateAll((groups) =>
    groups.map((group) => group.querySelector("mark").textContent),
  );
  const helped = firsts.map((mark) => /规模以上|規模以上/.test(mark));
  assert.ok(helped.includes(true) && helped.includes(false), firsts.join(" "));
  assert.ok(helped.lastIndexOf(false) < helped.indexOf(true), firsts.join(" "));
});

story("suggestions name indicators, industries, places and agencies, and what was asked before", async (visit) => {
  const page = await visit.openSite();
  const offered = page.frame.getByRole("option");
  for (const [words, kind] of [["高新", /指标/], ["新材", /产业/], ["青阳", /地区/], ["发改", /单位/]]) {
    await page.box.fill(words);
    await page.until(async () => kind.test((await offered.allInnerTexts()).join(" ")), `${words} offers ${kind}`);
  }
  await page.search("合金材料");
  await page.found();
  await page.box.fill("");
  await page.until(async () => /合金材料\s*最近检索/.test((await offered.allInnerTexts()).join(" ")), "the last search");
  // By keyboard alone.
  await page.box.press("ArrowDown");
  await page.box.press("Enter");
  assert.equal(await page.box.inputValue(), "合金材料");
});

story("slash and Ctrl-K lead to the box from anywhere", async (visit) => {
  const page = await visit.openSite("#/documents");
  for (const keys of ["/", "Control+k"]) {
    await page.main.focus();
    await visit.page.keyboard.press(keys);
    assert.ok(await page.box.evaluate((box) => box === document.activeElement), keys);
  }
});

story("the list stays where it is when a document is unfolded, and folds again", async (visit) => {
  const page = await visit.openSite("#/search?q=企业");
  await page.hits.first().waitFor();
  const before = await page.hits.count();
  const more = page.main.getByRole("button", { name: /展开其余/ }).first();
  const place = (await page.hits.first().boundingBox()).y;
  await more.click();
  await page.until(async () => (await page.hits.count()) > before, "the rest is there");
  assert.equal((await page.hits.first().boundingBox()).y, place);
  await page.main.getByRole("button", { name: "收起" }).first().click();
  await page.until(async () => (await page.hits.count()) === before, "it is folded");
});

story("keys pressed in haste ask for what stands there in the end, and once", async (visit) => {
  await visit.page.addInitScript(() => {
    globalThis.searched = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      const queries = (message.calls || []).filter(({ request }) => request && request.call === "search");
      globalThis.searched.push(...queries.map(({ request }) => request.query));
      return post.call(this, message, ...rest);
    };
  });
  const page = await visit.openSite("#/search?q=企业");
  await page.found();
  const searched = await visit.page.evaluate(async (words) => {
    const box = document.querySelector("[role=combobox]");
    globalThis.searched.length = 0;
    for (let length = 1; length <= words.length; length += 1) {
      box.value = words.slice(0, length);
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
    }
    while (!document.querySelector("main h1").textContent.includes(`“${words}”`)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return globalThis.searched;
  }, "高新技术企业");
  assert.equal(searched.filter((query) => query === "高新技术企业").length, 1, `asked: ${searched}`);
  assert.equal(new Set(searched).size, searched.length, `nothing is asked twice: ${searched}`);
});
