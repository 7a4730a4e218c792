import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SITE, WIDGET, story } from "./support/story.mjs";
import { serve } from "./support/server.mjs";

/// Clicks a button that gives a file, and returns its bytes.
async function taken(visit, name, path) {
  const [download] = await Promise.all([
    visit.page.waitForEvent("download"),
    visit.page.getByRole("button", { name, exact: true }).click(),
  ]);
  if (path) await download.saveAs(path);
  return readFileSync(path ?? (await download.path()));
}

/// The member `name` of an archive that stores its members as they are.
function member(archive, name) {
  const at = archive.indexOf(name) + name.length;
  return archive.subarray(at, at + archive.readUInt32LE(at - name.length - 12)).toString("utf8");
}

story("the table goes to Excel, the chart into a report", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=high_tech_enterprises");
  await page.bars.first().waitFor();
  const sheet = member(await taken(visit, "下载 XLSX"), "xl/sheet.xml");
  assert.match(sheet, /高新技术企业.*<c><v>105<\/v><\/c>/s);
  const csv = (await taken(visit, "下载 CSV")).toString("utf8");
  assert.ok(csv.startsWith("\ufeff") && csv.includes("高新技术企业"));
  const png = await taken(visit, "下载 PNG");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) >= 1200, "sharp enough to print");
  assert.match((await taken(visit, "下载 SVG")).toString("utf8"), /<svg[^]*安巢经开区/);
  await visit.page.goto(`${visit.page.url().split("#")[0]}#/targets?chart=heat`);
  const row = page.main.locator("svg.chart text", { hasText: "新材料" });
  await row.waitFor();
  assert.match((await taken(visit, "下载 SVG")).toString("utf8"), />新材料</, "each chart is its own");
});

story("the embed code shows just this chart in another page", async (visit) => {
  await visit.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const server = await serve({ "/x/widget/": WIDGET, "/x/": SITE });
  try {
    await visit.open(`${server.origin}/x/#/targets?indicator=high_tech_enterprises`);
    await (await visit.explorer().ready()).bars.first().waitFor();
    await visit.page.getByRole("button", { name: "嵌入代码" }).click();
    await visit.page.getByText("嵌入代码已复制").waitFor();
    const code = await visit.page.evaluate(() => navigator.clipboard.readText());
    server.state.places["/portal.html"] =
      `<!doctype html><html lang="zh"><title>x</title><link rel="icon" href="data:,"><main>${code}</main>`;
    await visit.page.goto(`${server.origin}/portal.html`);
    const element = visit.page.locator("celan-explorer");
    await element.locator("svg.chart .mark").first().waitFor();
    assert.match(await element.locator("main").innerText(), /高新技术企业/);
    assert.equal(await element.getByRole("combobox").count(), 0, "the chart and nothing else");
  } finally {
    await server.close();
  }
});

story("an offline copy of an offline copy holds what was added to both, and opens where it was saved", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "策览 副本 "));
  const plan = (trade) => ({
    name: `${trade}.txt`,
    mimeType: "text/plain",
    buffer: Buffer.from(`云溪县${trade}产业发展实施方案\n一、目标\n到2031年,全县${trade}企业达到37家。\n`),
  });
  const bring = async (page, trade) => {
    await page.view("文件");
    await visit.page.locator("input[type=file]").first().setInputFiles(plan(trade));
    await page.assertShows(new RegExp(`${trade}\\.txt：已读入`));
  };
  try {
    let page = await visit.openSite("#/documents");
    await bring(page, "氢能");
    await page.view("目标");
    await page.tick("文种", "实施方案");
    const [first, second] = [join(room, "一 (1).html"), join(room, "二.html")];
    await taken(visit, "离线副本", first);
    await visit.context.setOffline(true);
    await visit.page.goto(pathToFileURL(first).href);
    page = await visit.explorer().ready();
    await page.assertShows(/氢能企业/);
    assert.match(decodeURI(visit.page.url()), /#\/targets\?.*实施方案/);
    await visit.page.goto(`${pathToFileURL(first).href}#/documents`);
    await bring(page, "储能");
    await taken(visit, "保存离线副本", second);
    await visit.page.goto(pathToFileURL(second).href);
    page = await visit.explorer().ready();
    for (const trade of ["氢能", "储能"]) await page.assertShows(new RegExp(`云溪县${trade}产业发展实施方案`));
    await page.view("检索");
    await page.search("储能企业");
    await page.found();
  } finally {
    rmSync(room, { recursive: true });
  }
});
