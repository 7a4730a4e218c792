// Faults while a person brings files: what was there stays, and the page says what happened.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { story } from "./support/story.mjs";
import { docx, zip } from "./support/files.mjs";

/// A plan that no seed speaks of, for a trade of its own.
const plan = (trade) =>
  `云溪县${trade}产业发展实施方案\n一、发展目标\n到2031年,全县${trade}企业达到37家。\n二、保障措施\n由县发改委牵头推进${trade}项目。\n`;
const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(content) });
const picker = (visit) => visit.page.locator("input[type=file]").first();

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
  // The page itself is kept for visits without network; that counts as well.
  await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await visit.page.waitForLoadState("networkidle");
  const { usage } = await visit.page.evaluate(() => navigator.storage.estimate());
  const session = await visit.context.newCDPSession(visit.page);
  const origin = new URL(visit.page.url()).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 400_000 });
  await bring(visit, page, [file("先.txt", plan("先来"))]);
  assert.match(await page.text(), /移除之前，下次打开还在/);
  // The browser packs what it keeps, so a long text has to be one that no packing shortens.
  let seed = 7;
  const any = () => String.fromCharCode(0x4e00 + ((seed = (seed * 48271) % 0x7fffffff) % 5000));
  const lines = Array.from({ length: 6000 }, () => Array.from({ length: 30 }, any).join(""));
  await bring(visit, page, [file("大.txt", plan("太大") + lines.join("。\n"))]);
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
      IDBObjectStore.prototype.getAllKeys = () => { throw new DOMException("", "UnknownError"); };
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

/// Runs in the page: opens the database as a page of `version` would, puts `rows` into its store and resolves with all of it.
const database = ({ version, store, rows }) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("celan", version);
    request.onupgradeneeded = () => {
      const { result } = request;
      if (!result.objectStoreNames.contains(store)) result.createObjectStore(store);
    };
    request.onblocked = () => reject(new Error("another tab holds the database"));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction(store, "readwrite");
      for (const [id, row] of Object.entries(rows)) transaction.objectStore(store).put(row, id);
      const all = transaction.objectStore(store).getAll();
      transaction.oncomplete = () => {
        const stores = [...request.result.objectStoreNames];
        request.result.close();
        resolve({ rows: all.result, stores });
      };
    };
  });

/// What version 1 of the database holds: [name of the file, text] under an id.
const FIRST = { "0123456789abcdef": ["旧.txt", plan("旧版")], "1123456789abcdef": ["乙.txt", plan("次旧")], broken: 5 };

story("texts that the first version kept come over into records, and are there at each visit", async (visit) => {
  // An address of the site without the explorer: nothing opens the database before it is what it was.
  await visit.openSite("#/documents");
  await visit.page.goto(new URL("documents.html", visit.page.url()).href);
  await visit.page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("celan").onsuccess = done)));
  await visit.page.evaluate(database, { version: 1, store: "texts", rows: FIRST });
  const page = await visit.openSite("#/documents");
  for (const trade of ["旧版", "次旧"]) await page.assertShows(new RegExp(`云溪县${trade}产业`));
  assert.doesNotMatch(await page.text(), /这里不能保存/);
  const now = await visit.page.evaluate(database, { version: 2, store: "records", rows: {} });
  assert.deepEqual(now.stores, ["records"]);
  assert.equal(now.rows.length, 2, "a row that nobody can read is left out");
  assert.ok(now.rows.every((row) => row.length > 100), "each is a record");
  const back = await again(visit);
  for (const trade of ["旧版", "次旧"]) await back.assertShows(new RegExp(`云溪县${trade}产业`));
});

story("a move to the next version that fails leaves what was there", async (visit) => {
  await visit.openSite("#/documents");
  await visit.page.goto(new URL("documents.html", visit.page.url()).href);
  await visit.page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("celan").onsuccess = done)));
  await visit.page.evaluate(database, { version: 1, store: "texts", rows: FIRST });
  await visit.page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...entry) {
      if (this.name === "records") this.transaction.abort();
      return put.apply(this, entry);
    };
  });
  const page = await visit.openSite("#/documents");
  await page.assertShows(/这里不能保存/);
  const kept = await visit.page.evaluate(database, { version: 1, store: "texts", rows: {} });
  assert.deepEqual(kept.rows, Object.values(FIRST), "the texts of the first version are all there");
  visit.forgive(/InvalidStateError/);
});

story("what a newer version keeps is left as it is", async (visit) => {
  let page = await visit.openSite("#/documents");
  // What was kept is looked for as soon as the page is there.
  await visit.page.waitForLoadState("networkidle");
  // No tab of this version keeps a newer one waiting.
  await visit.page.evaluate(database, { version: 7, store: "records", rows: { new: { layout: "of tomorrow" } } });
  page = await again(visit);
  await page.assertShows(/这里不能保存/);
  await bring(visit, page, [file("今.txt", plan("今天"))]);
  await page.assertShows(/云溪县今天产业/);
  const { rows } = await visit.page.evaluate(database, { version: 7, store: "records", rows: {} });
  assert.deepEqual(rows, [{ layout: "of tomorrow" }], "nothing was added and nothing taken away");
});

story("a record that this version cannot read is passed over, and the others are there", async (visit) => {
  let page = await visit.openSite("#/documents");
  await bring(visit, page, [file("先.txt", plan("先来"))]);
  await visit.page.evaluate(database, { version: 2, store: "records", rows: { "00": new Uint8Array([9, 9, 9]), "01": "text", zz: new Uint8Array(4) } });
  page = await again(visit);
  await page.assertShows(/云溪县先来产业/);
  assert.doesNotMatch(await page.text(), /这里不能保存/);
});

story("two tabs bring files at the same time and both find all of them", async (visit) => {
  const page = await visit.openSite("#/documents");
  const second = await visit.context.newPage();
  await second.goto(visit.page.url());
  const other = await visit.explorer(second).ready();
  await Promise.all([
    bring(visit, page, [file("甲.txt", plan("甲乙")), file("丙.txt", plan("丙丁"))]),
    second.locator("input[type=file]").first().setInputFiles([file("戊.txt", plan("戊己")), file("庚.txt", plan("庚辛"))]),
  ]);
  await other.assertShows(/庚\.txt：已读入/);
  await other.until(async () => !/正在读取/.test(await other.text()), "the other tab is done");
  await second.close();
  const back = await again(visit);
  for (const trade of ["甲乙", "丙丁", "戊己", "庚辛"]) await back.assertShows(new RegExp(`云溪县${trade}产业`));
});

/// How an import of 900 documents goes, which `made` makes files of.
function isStopped(made) {
  return async (visit) => {
    const page = await visit.openSite("#/documents");
    const trades = Array.from({ length: 900 }, (_, at) => `第${at}号`);
    await picker(visit).setInputFiles(made(trades.map((trade) => ({ name: `${trade}.txt`, text: plan(trade).repeat(8) }))));
    await page.view("检索");
    await page.assertShows(/正在读取：已读 \d+ 份，共 900 份。/);
    await page.search("新材料");
    await page.found();
    await page.frame.getByRole("button", { name: "停止" }).click();
    await page.until(async () => !/正在读取/.test(await page.text()), "it has stopped");
    await page.box.fill("");
    await page.view("文件");
    const told = await page.main.locator(".outcomes").innerText();
    const unread = Number(/已停止：(\d+) 份没有读/.exec(told)[1]);
    assert.ok(unread > 0 && unread < 900, `${unread} were left`);
    // All that was read is listed, told and kept.
    const count = async (page) => Number((await page.heading.first().innerText()).match(/\d+/)[0]);
    const before = 5;
    await page.until(async () => (await count(page)) === before + 900 - unread, "all that was read is listed");
    const named = Math.min(900 - unread, 50);
    const counted = 900 - unread > named ? 2 : 1;
    assert.equal(await page.main.locator(".outcomes li").count(), named + counted, "some are named, the others counted");
    const back = await again(visit);
    await back.until(async () => (await count(back)) === before + 900 - unread, "and there after a reload");
  };
}

story(
  "an import of many files shows how far it is on every view and stops when asked, and what was read stays",
  isStopped((texts) => texts.map(({ name, text }) => file(name, text))),
);

story(
  "an import of one pack with many documents stops when asked, too",
  isStopped((documents) => {
    const body = gzipSync(JSON.stringify({ documents }));
    return [file("全部.celan", Buffer.concat([Buffer.from(`celan-pack 1 ${body.length}\n`), body]))];
  }),
);

story("files that come while others are read wait behind them", async (visit) => {
  const page = await visit.openSite("#/documents");
  const trades = Array.from({ length: 40 }, (_, at) => `第${at}号`);
  await picker(visit).setInputFiles(trades.map((trade) => file(`${trade}.txt`, plan(trade).repeat(8))));
  await picker(visit).setInputFiles([file("后.txt", plan("后来"))]);
  await page.until(async () => !/正在读取/.test(await page.text()), "all files are read");
  for (const trade of ["第39号", "后来"]) await page.assertShows(new RegExp(`云溪县${trade}产业`));
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
