import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, story } from "./support/story.mjs";
import { SLOW, serve } from "./support/server.mjs";

const PLAN = `云溪县2031年氢能产业发展实施方案

一、发展目标
到2031年,全县氢能企业达到37家,产值突破12亿元。

二、保障措施
(一)加强领导。由县发改委牵头,县财政局配合。
`;

/// The command line, as the Rust tests have built it; else it is built now.
function celan(...words) {
  const built = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/celan");
  const [program, ...first] = existsSync(built) ? [built] : ["cargo", "run", "--quiet", "--package", "celan-cli", "--"];
  return execFileSync(program, [...first, ...words], { cwd: ROOT, stdio: "pipe" });
}

story("celan build makes site, element and single file of somebody's own documents", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-keeper-"));
  const [docs, out] = [join(room, "文件"), join(room, "out")];
  mkdirSync(join(docs, "2031"), { recursive: true });
  writeFileSync(join(docs, "2031", "氢能方案.md"), PLAN);
  copyFileSync(join(ROOT, "seeds", readdirSync(join(ROOT, "seeds")).find((name) => name.startsWith("chaohu"))), join(docs, "巢湖.txt"));
  writeFileSync(join(docs, "空.txt"), "");
  const base = "https://www.example.gov.cn/plans/";
  celan("build", docs, "-o", out, "--widget", "--single-file", "--template", join(ROOT, "dist"), "--base-url", base);
  const server = await serve({ "/": out });
  try {
    await visit.open(`${server.origin}/#/search?q=氢能企业`);
    const page = await visit.explorer().ready();
    await page.found();
    await visit.page.goto(`${server.origin}/#/documents`);
    await page.assertShows(/云溪县2031年氢能产业发展实施方案/);
    assert.doesNotMatch(await page.text(), /淮南/, "the seeds are gone");
    await visit.page.goto(pathToFileURL(join(out, "celan.html")).href + "#/search?q=氢能企业");
    await (await visit.explorer().ready()).found();
    assert.ok(readdirSync(join(out, "widget")).includes("celan-explorer.js"));
    // The same without script: from the list to the document, from a target to its paragraph, and into the explorer.
    const plain = await visit.elsewhere({ javaScriptEnabled: false });
    await plain.open(`${server.origin}/`);
    await plain.page.getByRole("link", { name: "全部文件" }).click();
    await plain.page.getByRole("link", { name: /氢能产业/ }).click();
    const row = plain.page.locator("table tr", { hasText: "37家" });
    assert.match(await row.innerText(), /氢能企业.*2031 年/s);
    await row.getByRole("link").click();
    assert.match(await plain.page.locator(":target").innerText(), /^到2031年,全县氢能企业达到37家/);
    const onward = await plain.page.getByRole("link", { name: /在策览中/ }).evaluate((link) => link.href);
    await visit.page.goto(onward);
    await (await visit.explorer().ready()).assertShows(/全县氢能企业达到37家/);
    const map = readFileSync(join(out, "sitemap.xml"), "utf8");
    const found = [...map.matchAll(/<loc>(.*?)<\/loc>/g)].map((loc) => loc[1].replaceAll("&#x2f;", "/"));
    assert.equal(found.length, 4, "the site, the list and two documents");
    for (const address of found) {
      assert.ok(address.startsWith(base), address);
      assert.equal((await fetch(`${server.origin}/${address.slice(base.length)}`)).status, 200, address);
    }
  } finally {
    await server.close();
    rmSync(room, { recursive: true });
  }
});

story("a site of hundreds of documents opens with what the build read from them", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-many-"));
  const [docs, out] = [join(room, "docs"), join(room, "out")];
  const plan = "云溪县2031年氢能产业发展实施方案\n\n一、目标\n到2031年,全县氢能企业数量达到37家。\n";
  // More than a megabyte: texts would have to be read by each visitor.
  celan("generate", "240", "-o", docs);
  writeFileSync(join(docs, "氢能.txt"), plan);
  celan("build", docs, "-o", out, "--template", join(ROOT, "dist"));
  const pack = readdirSync(out).find((name) => /^corpus\..*\.celan$/.test(name));
  assert.ok(pack, "the documents are a pack");
  const server = await serve({ "/": out });
  try {
    await visit.open(`${server.origin}/#/search?q=氢能企业`);
    const page = await visit.explorer().ready();
    await page.found();
    await page.assertShows(/云溪县2031年氢能产业发展实施方案/);
    await visit.page.goto(`${server.origin}/#/documents`);
    await page.assertShows(/241/);
    // An offline copy of it holds them all.
    const copy = join(room, "副本.html");
    const [download] = await Promise.all([
      visit.page.waitForEvent("download"),
      page.main.getByRole("button", { name: "保存离线副本" }).click(),
    ]);
    await download.saveAs(copy);
    await visit.page.goto(`${pathToFileURL(copy).href}#/search?q=氢能企业`);
    await (await visit.explorer().ready()).found();
  } finally {
    await server.close();
    rmSync(room, { recursive: true });
  }
});

story("a site of too many documents to fetch them all brings those that somebody asks for", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-parts-"));
  const [docs, out] = [join(room, "docs"), join(room, "out")];
  celan("generate", "240", "-o", docs);
  const texts = readdirSync(docs).slice(0, 75).map((name) => readFileSync(join(docs, name), "utf8"));
  writeFileSync(join(docs, "氢能.txt"), PLAN);
  // Long documents, each of three.
  for (let at = 0; at < texts.length; at += 3) {
    const body = texts.slice(at, at + 3).join("\n");
    writeFileSync(join(docs, `储能${at}.txt`), `云溪县储能基地建设方案（第${at + 1}号）\n\n${body}`);
  }
  celan("build", docs, "-o", out, "--widget", "--split-beyond", "0", "--template", join(ROOT, "dist"));
  const head = readdirSync(out).find((name) => /^corpus\..*\.celan$/.test(name));
  const parts = join(out, head.replace(/\.celan$/, ""));
  const server = await serve({ "/": out });
  const fetched = () => server.asked.filter((path) => path.endsWith(".part")).splice(0);
  try {
    await visit.open(`${server.origin}/#/search`);
    const page = await visit.explorer().ready();
    await page.assertShows(/这里有 266 份文件，正文已读入 12 份/);
    // What is fetched between two calls stays below what a query may take.
    let counted = fetched().length;
    const assertLittle = () => {
      const paths = fetched().slice(counted);
      counted += paths.length;
      const bytes = paths.reduce((sum, path) => sum + statSync(join(out, decodeURIComponent(path))).size, 0);
      assert.ok(paths.length > 0 && bytes < 200_000, `${bytes} bytes for a query`);
    };
    await page.search("氢能企业");
    await page.found();
    await page.assertShows(/全县氢能企业达到37家/);
    assertLittle();
    // Of long documents some come at first, and the next ones when they are asked for.
    await page.search("储能基地");
    const groups = page.main.locator(".results .group");
    await page.until(async () => (await groups.count()) >= 5, "the first ones are there");
    const more = page.main.getByRole("button", { name: "显示更多", exact: true });
    await more.waitFor();
    assertLittle();
    const first = await groups.count();
    assert.ok(first < 20, `${first} long documents at once`);
    await more.click();
    await page.until(async () => (await groups.count()) > first, "more come when they are asked for");
    assertLittle();
    // Parts that are slow keep nobody from what is here, and join it when they come.
    server.state.slow = /\.part$/;
    const asked = Date.now();
    await page.search("企业");
    await page.found();
    const soon = await page.total();
    assert.ok(Date.now() - asked < SLOW, "what is here answers before they come");
    await page.until(async () => (await page.total()) > soon, "the slow ones join it");
    server.state.slow = undefined;
    // All documents can be browsed; the one that is opened comes.
    await visit.page.goto(`${server.origin}/#/documents`);
    await page.assertShows(/266 份文件/);
    await page.main.locator(".shelf .hit-link").nth(150).click();
    await visit.page.locator(".reader").waitFor();
    await visit.page.locator(".reader p").first().waitFor();
    // A part that is missing is said, and costs nothing but itself.
    renameSync(parts, `${parts}.away`);
    await visit.page.goto(`${server.origin}/#/search?q=${encodeURIComponent("污水处理率")}`);
    await page.assertShows(/没能取到/);
    renameSync(`${parts}.away`, parts);
    await page.main.getByRole("button", { name: "全部读入" }).click();
    await page.main.getByRole("button", { name: "全部读入" }).waitFor({ state: "detached" });
    await visit.page.goto(`${server.origin}/#/search`);
    await page.assertShows(/266 份文件/);
    // The element on somebody's page, and a head that was cut short.
    const cut = `cut${head}`;
    writeFileSync(join(out, cut), readFileSync(join(out, head)).subarray(0, 2000));
    // And one that was made with other tables, by which the program here would read nothing.
    writeFileSync(join(docs, "celan.toml"), `synonyms = [["氢企", "氢能企业"]]\n`);
    celan("build", docs, "-o", join(room, "other"), "--split-beyond", "0", "--template", join(ROOT, "dist"));
    const other = readdirSync(join(room, "other")).find((name) => /^corpus\..*\.celan$/.test(name));
    const portal = (corpus) => `<!doctype html><meta charset="utf-8"><title>门户</title><link rel="icon" href="data:,">` +
      `<script src="/widget/celan-explorer.js" defer></script><celan-explorer src="${corpus}" q="氢能企业"></celan-explorer>`;
    server.state.places = { "/portal": portal(`/${head}`), "/cut": portal(`/${cut}`), "/strange": portal(`/other/${other}`), "/other/": join(room, "other"), "/": out };
    await visit.page.goto(`${server.origin}/portal`);
    await (await visit.explorer().ready()).assertShows(/全县氢能企业达到37家/);
    await visit.page.goto(`${server.origin}/cut`);
    await visit.page.getByText(/damaged 1\d\d\d \//).waitFor();
    await visit.page.goto(`${server.origin}/strange`);
    await visit.page.getByText(/made by another version of Celan/).waitFor();
    // What was asked for while the parts were away, however late the browser said so.
    visit.forgive(/404.*\.part|failed: .*\.part/);
  } finally {
    await server.close();
    rmSync(room, { recursive: true });
  }
});

const SETTINGS = `title = "云溪县规划库"
logo = "标志.svg"
languages = ["zh-Hans", "en"]
synonyms = [["氢企", "氢能企业"]]

[colours]
accent = "#1d5c3a"

[[indicators]]
id = "hydrogen_firms"
zh = "氢能企业"
en = "Hydrogen firms"
group = "enterprises"
family = "count"

[[places]]
name = "云溪开发区"
within = "341723"
`;

story("celan.toml gives a site its own title, logo, colour, languages and tables, in every form", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-own-"));
  const [docs, out] = [join(room, "文件"), join(room, "out")];
  mkdirSync(docs);
  writeFileSync(join(docs, "celan.toml"), SETTINGS);
  writeFileSync(join(docs, "标志.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>');
  writeFileSync(join(docs, "氢能方案.txt"), PLAN.replace("云溪县", "云溪开发区"));
  celan("build", docs, "-o", out, "--widget", "--single-file", "--template", join(ROOT, "dist"));
  const portal = '<!doctype html><meta charset="utf-8"><title>门户</title><link rel="icon" href="data:,">' +
    '<script src="/out/widget/celan-explorer.js" defer></script><celan-explorer view="targets"></celan-explorer>';
  const server = await serve({ "/deep/down/": out, "/out/": out, "/portal": portal });
  const seen = async (root) => {
    const brand = visit.page.locator(".brand");
    await brand.waitFor();
    assert.equal(await brand.innerText(), "云溪县规划库", root);
    const style = await brand.evaluate((node) => [getComputedStyle(node).color, getComputedStyle(node, "::before").backgroundImage]);
    assert.equal(style[0], "rgb(29, 92, 58)", root);
    assert.match(style[1], /^url\("data:image\/svg\+xml;base64,/, root);
    const languages = visit.page.locator(".switch").first().getByRole("button");
    assert.deepEqual(await languages.allInnerTexts(), ["简", "EN"], root);
  };
  try {
    await visit.open(`${server.origin}/deep/down/#/targets?indicator=hydrogen_firms`);
    let page = await visit.explorer().ready();
    await seen("site");
    await page.assertShows(/37家/);
    await page.assertShows(/云溪开发区/);
    assert.equal(await visit.page.title(), "目标 · 云溪县规划库");
    await visit.assertAccessible("own colours");
    await visit.page.emulateMedia({ colorScheme: "dark" });
    await visit.assertAccessible("own colours, dark");
    await visit.page.emulateMedia({ colorScheme: "light" });
    await page.view("检索");
    await page.search("氢企");
    await page.found();
    await page.assertShows(/同义词/);
    const names = await visit.page.evaluate(async () => (await fetch("manifest.webmanifest")).json());
    assert.deepEqual([names.name, names.theme_color], ["云溪县规划库", "#1d5c3a"]);
    await visit.page.goto(`${server.origin}/portal`);
    await seen("element");
    await visit.page.goto(pathToFileURL(join(out, "celan.html")).href + "#/targets?indicator=hydrogen_firms");
    await (await visit.explorer().ready()).assertShows(/37家/);
    await seen("single file");
    await visit.page.goto(`${server.origin}/deep/down/documents.html`);
    assert.match(await visit.page.title(), /云溪县规划库/);
  } finally {
    await server.close();
    rmSync(room, { recursive: true });
  }
});
