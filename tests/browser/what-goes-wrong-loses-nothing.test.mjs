// Faults while a person brings files: what was there stays, and the page says what happened.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { story } from "./support/story.mjs";
import { docx, zip } from "./support/files.mjs";

/// A plan that no seed speaks of, for a trade of its own.
const plan = (trade) =>
  `云溪县${trade}产业发展实施方案\n一、发展目标\n到2031年,全县${trade}企业达到37家。\n二、保障措施\n由县发改委牵头推进${trade}项目。\n`;
const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(content) });
const picker = (visit) => visit.page.locator("input[type=file]");

async function bring(visit, page, files) {
  await picker(visit).setInputFiles(files);
  await page.until(async () => !/正在读取/.test(await page.text()), "all files are read");
}

async function shelf(page) {
  return page.main.locator(".shelf").innerText();
}

/// Loads the page anew and waits until the documents of earlier visits are there as well.
async function again(visit) {
  await visit.page.reload();
  return visit.explorer().ready();
}

story("a tab that is closed in the middle of an import keeps what it has read", async (visit) => {
  const page = await visit.openSite("#/documents");
  const address = visit.page.url();
  const trades = Array.from({ length: 60 }, (_, at) => `第${at}号`);
  await picker(visit).setInputFiles(trades.map((trade) => file(`${trade}.txt`, plan(trade).repeat(20))));
  await page.main.locator(".outcomes li").nth(4).waitFor();
  await visit.page.close({ runBeforeUnload: false });

  visit.page = await visit.context.newPage();
  await visit.page.goto(address);
  const back = await visit.explorer().ready();
  await back.assertShows(/云溪县第3号产业/);
  const found = (await shelf(back)).match(/云溪县第\d+号产业/g) ?? [];
  assert.ok(found.length >= 4, `${found.length} documents are back`);
  await bring(visit, back, [file("后.txt", plan("后来"))]);
  await (await again(visit)).assertShows(/云溪县后来产业/);
});

story("a Worker that breaks down at a file costs that file only, and says so", async (visit) => {
  const page = await visit.openSite("#/documents");
  await bring(visit, page, [file("先.txt", plan("先来"))]);
  const [worker] = visit.page.workers();
  await worker.evaluate(() => {
    const receive = self.onmessage;
    self.onmessage = (event) => {
      const { calls = [] } = event.data;
      if (calls.some(({ request }) => request && request.call === "add")) throw new Error("broken on purpose");
      return receive(event);
    };
  });
  await bring(visit, page, [file("坏.txt", plan("坏的")), file("好.txt", plan("好的"))]);
  const told = await page.main.locator(".outcomes").innerText();
  assert.match(told, /坏\.txt：没有读入。/);
  assert.match(told, /好\.txt：已读入/);
  await page.assertShows(/云溪县先来产业/);
  const back = await again(visit);
  for (const trade of ["先来", "好的"]) await back.assertShows(new RegExp(`云溪县${trade}产业`));
  visit.forgive(/broken on purpose/);
});

story("a full disk is said, and what was kept before is still there", async (visit) => {
  let page = await visit.openSite("#/documents");
  await bring(visit, page, [file("先.txt", plan("先来"))]);
  assert.match(await page.text(), /移除之前，下次打开还在/);
  // What a full disk does: the request succeeds, and the transaction that holds it is given up.
  await visit.page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...entry) {
      const request = put.apply(this, entry);
      request.addEventListener("success", () => this.transaction.abort());
      return request;
    };
  });
  await bring(visit, page, [file("大.txt", plan("太大"))]);
  await page.assertShows(/大\.txt：已读入/);
  await page.assertShows(/这里不能保存/);
  page = await again(visit);
  await page.assertShows(/云溪县先来产业/);
  assert.doesNotMatch(await shelf(page), /云溪县太大产业/);
});

for (const [what, breaks] of [
  ["refuses its database", () => (IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); })],
  ["has none", () => Object.defineProperty(window, "indexedDB", { get: () => { throw new DOMException("", "SecurityError"); } })],
  [
    "has a broken one",
    () => {
      IDBObjectStore.prototype.getAll = () => { throw new DOMException("", "UnknownError"); };
      IDBObjectStore.prototype.put = () => { throw new DOMException("", "UnknownError"); };
    },
  ],
]) {
  story(`a browser that ${what} reads files for this visit, and says that it keeps none`, async (visit) => {
    await visit.page.addInitScript(breaks);
    const page = await visit.openSite("#/documents");
    await page.assertShows(/这里不能保存/);
    await bring(visit, page, [file("先.txt", plan("先来"))]);
    await page.assertShows(/云溪县先来产业/);
    await page.assertShows(/这里不能保存/);
    await page.view("检索");
    await page.search("先来企业");
    await page.found();
  });
}

/// Runs in the page: opens the database as a page of another version would, and hands its store `texts` to `work`.
const database = ({ version, rows }) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("celan", version);
    request.onupgradeneeded = () => {
      const { result } = request;
      if (!result.objectStoreNames.contains("texts")) result.createObjectStore("texts");
    };
    request.onblocked = () => reject(new Error("another tab holds the database"));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction("texts", "readwrite");
      for (const [id, row] of Object.entries(rows)) transaction.objectStore("texts").put(row, id);
      const all = transaction.objectStore("texts").getAll();
      transaction.oncomplete = () => {
        request.result.close();
        resolve(all.result);
      };
    };
  });

story("texts that the first version kept are read, and those of a newer one are left as they are", async (visit) => {
  // Layout of version 1: [name of the file, text] under the id of the document.
  let page = await visit.openSite("#/documents");
  await visit.page.evaluate(database, { version: 1, rows: { "0123456789abcdef": ["旧.txt", plan("旧版")] } });
  page = await again(visit);
  await page.assertShows(/云溪县旧版产业/);
  // No tab of this version keeps a newer one waiting.
  await visit.page.evaluate(database, { version: 7, rows: { new: { layout: "of tomorrow" } } });
  page = await again(visit);
  await page.assertShows(/这里不能保存/);
  await bring(visit, page, [file("今.txt", plan("今天"))]);
  await page.assertShows(/云溪县今天产业/);
  const kept = await visit.page.evaluate(database, { version: 7, rows: {} });
  assert.equal(kept.length, 2, "nothing was added and nothing taken away");
  assert.deepEqual(kept.find((row) => row.layout), { layout: "of tomorrow" });
});

story("two tabs bring files at the same time and both find all of them", async (visit) => {
  const page = await visit.openSite("#/documents");
  const second = await visit.context.newPage();
  await second.goto(visit.page.url());
  const other = await visit.explorer(second).ready();
  await Promise.all([
    bring(visit, page, [file("甲.txt", plan("甲乙")), file("丙.txt", plan("丙丁"))]),
    second.locator("input[type=file]").setInputFiles([file("戊.txt", plan("戊己")), file("庚.txt", plan("庚辛"))]),
  ]);
  await other.assertShows(/庚\.txt：已读入/);
  await other.until(async () => !/正在读取/.test(await other.text()), "the other tab is done");
  await second.close();
  const back = await again(visit);
  for (const trade of ["甲乙", "丙丁", "戊己", "庚辛"]) await back.assertShows(new RegExp(`云溪县${trade}产业`));
});

story("hostile documents run nothing, and each gives its words or a reason", async (visit) => {
  const page = await visit.openSite("#/documents");
  await visit.page.evaluate(() => {
    window.harmed = 0;
    window.alert = () => (window.harmed += 1);
  });
  const attack = `<img src=x onerror="window.harmed = 1"><script>window.harmed = 1</script>`;
  const laughs = `<!DOCTYPE html [${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join("")}]>`;
  const deep = "<div>".repeat(200_000);
  await bring(visit, page, [
    file("脚本.html", `<html><body onload="harmed=1">${attack}<svg onload="harmed=1"></svg><p>${plan("脚本").replaceAll("\n", "<p>")}`),
    file(`${attack}.txt`, `${attack}${plan("标记")}${attack}`),
    file("实体.html", `${laughs}<p>${plan("实体").replaceAll("\n", "<p>")}&a9;`),
    file("很深.html", `${deep}${plan("很深")}`),
    file("路径.zip", zip({ "../../../../etc/passwd.txt": plan("路径") })),
    file("层层.zip", zip({ "里.zip": zip({ "再里.txt": plan("层层") }) })),
    file("半个.txt", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plan("半个").repeat(9), "utf16le"), Buffer.from([0x3d, 0xd8])])),
    file("方向.txt", `${plan("方向")}\u202e\u2066${plan("倒着")}\u0007\u001b[31m`),
    file("公式.docx", docx(["=HYPERLINK(\"http://example.org\",\"点我\")产业规划", "一、目标", "到2031年,=1+1企业达到37家。"])),
  ]);
  const told = await page.main.locator(".outcomes").innerText();
  for (const words of [/脚本\.html：已读入/, /实体\.html：已读入/, /很深\.html：没有读入。/, /里\.zip：没有读入。/, /半个\.txt：已读入/, /方向\.txt：已读入/, /公式\.docx：已读入/, /路径\.zip：已读入/]) {
    assert.match(told, words);
  }
  assert.ok(told.includes(`${attack}.txt：已读入`), "a name is shown as it is");
  await page.view("检索");
  for (const trade of ["脚本", "标记", "方向"]) {
    await page.search(`${trade}企业`);
    await page.found();
  }
  await visit.page.locator("a.hit-link, button.hit-link").first().click();
  await page.reader.waitFor();
  assert.equal(await visit.page.evaluate(() => window.harmed), 0, "nothing of theirs was run");
  assert.equal(await visit.page.locator("img[src=x]").count(), 0);
});

story("a line of 50 MB leaves the page at work", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-line-"));
  try {
    const path = join(room, "长.txt");
    const line = "到2031年,全县氢能企业达到37家,产值突破12亿元;";
    writeFileSync(path, line.repeat(Math.floor(50e6 / Buffer.byteLength(line))));
    const page = await visit.openSite("#/documents");
    await picker(visit).setInputFiles(path);
    await page.assertShows(/正在读取/);
    // The Worker has it; the page itself answers, and a reload ends it.
    await page.view("目标");
    await page.view("文件");
    assert.match(await page.text(), /导入文件/);
    await (await again(visit)).assertShows(/导入文件/);
  } finally {
    rmSync(room, { recursive: true });
  }
});
