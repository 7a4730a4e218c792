import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SINGLE, story } from "./support/story.mjs";

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
