import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("the list of duties has targets, measures, deadlines and agencies, each target leading to its sentence", async (visit) => {
  const page = await visit.openSite("#/duties");
  const rows = page.main.locator("table.duty-table tbody tr");
  await rows.first().waitFor();
  const heads = await page.main.locator("table.duty-table th").allInnerTexts();
  assert.deepEqual(heads, ["任务", "目标", "期限", "牵头", "配合与参与"]);
  assert.match(await rows.first().locator(".deadline").innerText(), /20\d\d/, "a year, or the period of the plan");
  await page.main.getByRole("button", { name: /显示其余/ }).click();
  const promise = page.main.locator(".promises a").first();
  await promise.waitFor();
  await promise.click();
  await page.openPassage.first().waitFor();
});

story("one agency has its whole list, and what it leads stands before what it helps with", async (visit) => {
  const page = await visit.openSite("#/duties");
  await page.main.locator(".agency-list a").first().click();
  await page.assertShows(/责任清单/);
  const roles = await page.main.locator("table.duty-table .tag").allInnerTexts();
  assert.ok(roles.length > 1 && roles.lastIndexOf("牵头") < roles.indexOf("配合"), roles.join(" "));
});

story("of the documents that are named it is told which are not here", async (visit) => {
  const page = await visit.openSite("#/documents");
  await page.main.getByRole("button", { name: "查看引用" }).click();
  await page.assertShows(/共引用 \d+ 份文件，其中 \d+ 份不在此处/);
  const rows = page.main.locator(".chain tbody tr");
  const missing = await rows.filter({ hasText: "缺" }).count();
  assert.match(await page.main.locator(".chain .lead").innerText(), new RegExp(`${missing} 份不在`));
  await rows.first().locator("td").last().locator("a").first().click();
  await page.reader.waitFor();
});
