import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { docx, pdf, zip } from "./support/files.mjs";
import { SINGLE, story } from "./support/story.mjs";

const PLAN = (trade) => ["云溪县产业发展实施方案", "一、目标", `到2031年,全县${trade}企业达到37家。`];

story("opened by double-click from a path with blanks and Chinese, without network", async (visit) => {
  const folder = mkdtempSync(join(tmpdir(), "策览 一份 "));
  try {
    const file = join(folder, "策览 celan (1).html");
    copyFileSync(SINGLE, file);
    await visit.context.setOffline(true);
    await visit.page.goto(pathToFileURL(file).href);
    const page = await visit.explorer().ready();
    await page.search("合金材料");
    await page.hits.first().waitFor();
    await page.found();
    await page.view("目标");
    await page.bars.first().waitFor();
    await visit.page.reload();
    await visit.explorer().ready();
    assert.match(visit.page.url(), /targets/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

story("files of every kind, and either script, are read from a stick as well", async (visit) => {
  await visit.context.setOffline(true);
  await visit.page.goto(`${pathToFileURL(SINGLE).href}#/documents`);
  const page = await visit.explorer().ready();
  const files = [
    ["芯片.docx", docx(PLAN("芯片"))],
    ["激光.pdf", pdf(PLAN("激光"))],
    ["陶瓷.html", Buffer.from(`<!doctype html><meta charset="utf-8"><p>${PLAN("陶瓷").join("<p>")}`)],
    ["全部.zip", zip({ "稀土.docx": docx(PLAN("稀土")) })],
  ];
  for (const [name, buffer] of files) {
    await visit.page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "", buffer });
    await page.assertShows(new RegExp(`${name.replace(".", "\\.")}：已读入`));
  }
  await page.view("检索");
  for (const trade of ["芯片", "激光", "陶瓷", "稀土"]) {
    await page.search(`${trade}企业`);
    await page.found();
  }
  await visit.page.evaluate(() => (location.hash = "#/documents"));
  await page.main.getByText(/縉云縣人民政府關于印發/).first().click();
  await page.reader.getByRole("button", { name: "简体", exact: true }).click();
  await page.reader.getByText(/缙云县人民政府/).first().waitFor();
});
