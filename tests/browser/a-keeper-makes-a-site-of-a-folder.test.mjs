import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

function celan(...words) {
  return execFileSync("cargo", ["run", "--quiet", "--package", "celan-cli", "--", ...words], { cwd: ROOT, stdio: "pipe" });
}

story("celan build makes site, element and single file of somebody's own documents", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-keeper-"));
  const [docs, out] = [join(room, "文件"), join(room, "out")];
  mkdirSync(join(docs, "2031"), { recursive: true });
  writeFileSync(join(docs, "2031", "氢能方案.md"), PLAN);
  copyFileSync(join(ROOT, "seeds", readdirSync(join(ROOT, "seeds")).find((name) => name.startsWith("chaohu"))), join(docs, "巢湖.txt"));
  writeFileSync(join(docs, "空.txt"), "");
  celan("build", docs, "-o", out, "--widget", "--single-file", "--template", join(ROOT, "dist"));
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
  } finally {
    await server.close();
    rmSync(room, { recursive: true });
  }
});
