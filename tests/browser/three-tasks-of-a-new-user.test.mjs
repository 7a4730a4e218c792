import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { story } from "./support/story.mjs";

story("find who is responsible for 专精特新 in 青阳, and cite it", async (visit) => {
  await visit.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await visit.openSite();
  await page.search("专精特新 地区:青阳");
  await page.found();
  await page.view("责任");
  const row = page.main.locator("table.duty-table tbody tr").first();
  await row.waitFor();
  assert.match(await row.innerText(), /县科技经信局/);
  await row.locator("td.measure a").click();
  await page.openPassage.first().waitFor();
  await visit.page.getByRole("button", { name: "复制引用" }).click();
  await visit.page.getByText("已复制").waitFor();
  const cited = await visit.page.evaluate(() => navigator.clipboard.readText());
  assert.match(cited, /^《.*青阳县.*》\(青发〔2021〕12号\),三、/);
});

story("compare 高新技术企业 over all documents, take the table to Excel, and send the very view to a colleague", async (visit) => {
  await visit.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await visit.openSite();
  await page.main.getByRole("link", { name: /高新技术企业/ }).first().click();
  await page.bars.first().waitFor();
  const [download] = await Promise.all([
    visit.page.waitForEvent("download"),
    visit.page.getByRole("button", { name: "下载 XLSX" }).click(),
  ]);
  assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
  await visit.page.getByRole("button", { name: "复制链接" }).click();
  await visit.page.getByText("链接已复制").waitFor();
  const link = await visit.page.evaluate(() => navigator.clipboard.readText());
  const colleague = await visit.elsewhere();
  await colleague.open(link);
  const theirs = await colleague.explorer().ready();
  await theirs.bars.first().waitFor();
  assert.equal(await theirs.heading.first().innerText(), await page.heading.first().innerText());
  assert.deepEqual(await theirs.rows.allInnerTexts(), await page.rows.allInnerTexts());
});
