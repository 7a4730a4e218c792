import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, story } from "./support/story.mjs";
import { serve } from "./support/server.mjs";

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
