import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { story } from "./support/story.mjs";
import { docx, pdf, zip } from "./support/files.mjs";

/// A plan of a place that no seed speaks of; each format gets another trade, so that each is found by itself.
const plan = (trade) => [
  `云溪县${trade}产业发展实施方案`,
  "一、发展目标",
  `到2031年,全县${trade}企业达到37家。`,
  "二、保障措施",
  `由县发改委牵头推进${trade}项目。`,
];

/// How a picture begins.
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

const FILES = [
  ["氢能.txt", "氢能", (lines) => lines.join("\n")],
  ["储能.md", "储能", ([title, ...lines]) => [`# ${title}`, ...lines].join("\n\n")],
  ["低空.html", "低空", (lines) => `<!doctype html><script>document.title = "x"</script>${lines.map((l) => `<p>${l}</p>`).join("")}`],
  ["芯片.docx", "芯片", docx],
  ["激光.pdf", "激光", pdf],
  ["全部.zip", "陶瓷", (lines) => zip({ "计划/陶瓷.docx": docx(lines), "照片.png": PICTURE })],
].map(([name, trade, made]) => ({ name, trade, mimeType: "", buffer: Buffer.from(made(plan(trade))) }));

async function bring(visit, page, files) {
  await visit.page.locator("input[type=file]").first().setInputFiles(files);
  await page.until(async () => !/正在读取/.test(await page.text()), "all files are read");
}

story("files of every format are read in the page, found by search and there after a reload", async (visit) => {
  let page = await visit.openSite("#/documents");
  await bring(visit, page, FILES);
  await page.assertShows(/照片\.png：没有读入/);
  await page.view("检索");
  for (const { trade } of FILES) {
    await page.search(`${trade}企业`);
    await page.assertShows(new RegExp(`云溪县${trade}产业发展实施方案`));
  }
  await page.box.fill("");
  await page.view("文件");
  await visit.page.reload();
  page = await visit.explorer().ready();
  for (const { trade } of FILES) await page.assertShows(new RegExp(`云溪县${trade}产业发展实施方案`));
  await visit.page.getByRole("button", { name: /移除：云溪县激光/ }).click();
  await page.until(async () => !/云溪县激光/.test(await page.main.locator(".shelf").innerText()), "it is gone");
  await visit.page.reload();
  page = await visit.explorer().ready();
  await page.assertShows(/云溪县陶瓷/);
  assert.doesNotMatch(await page.main.locator(".shelf").innerText(), /云溪县激光/, "and stays away");
});

story("each file that cannot be read is refused in words, and the rest is read", async (visit) => {
  const page = await visit.openSite("#/documents");
  await bring(visit, page, [
    { name: "空.txt", mimeType: "", buffer: Buffer.from(" \n") },
    { name: "扫描.pdf", mimeType: "", buffer: pdf([]) },
    { name: "其实不是.docx", mimeType: "", buffer: Buffer.from("一、目标") },
    { name: "旧.doc", mimeType: "", buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) },
    { name: "断.zip", mimeType: "", buffer: Buffer.from("PK\x03\x04 cut short") },
    { name: "锁.zip", mimeType: "", buffer: zip({ "一.txt": "目标" }, { locked: true }) },
    { name: "炸.zip", mimeType: "", buffer: zip({ "一.txt": Buffer.alloc(40 << 20, " ") }, { packed: true }) },
    FILES[0],
  ]);
  const told = await page.main.locator(".outcomes").innerText();
  for (const words of [
    /空\.txt：没有读入。里面没有文字/,
    /扫描\.pdf：没有读入。这是扫描件/,
    /其实不是\.docx：没有读入。内容不是文件名后缀所说的 docx/,
    /旧\.doc：没有读入。这是旧版 Word/,
    /断\.zip：没有读入。文件不完整或已损坏/,
    /锁\.zip\/一\.txt：没有读入。文件有密码保护/,
    /炸\.zip\/一\.txt：没有读入。解开后的内容超出限制/,
    /氢能\.txt：已读入/,
  ]) {
    assert.match(told, words);
  }
});

story("a file of 200 MB is refused before it is read", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-huge-"));
  try {
    const path = join(room, "全省.txt");
    writeFileSync(path, "一、目标");
    truncateSync(path, 200e6);
    const page = await visit.openSite("#/documents");
    const start = Date.now();
    await bring(visit, page, path);
    await page.assertShows(/全省\.txt：没有读入。文件太大（200 MB），最多读 64 MB/);
    assert.ok(Date.now() - start < 5000, "at once, on a busy machine too");
  } finally {
    rmSync(room, { recursive: true });
  }
});

story("a PDF as office programs print it is read with its characters, not with radicals that look like them", async (visit) => {
  const printer = await visit.context.newPage();
  await printer.setContent(`<p>${plan("工业互联网").join("<p>")}<p>新增长效机制3项,引进高层次人才8人。`);
  const printed = await printer.pdf();
  await printer.close();
  const page = await visit.openSite("#/documents");
  await bring(visit, page, [{ name: "打印.pdf", mimeType: "", buffer: printed }]);
  await page.view("检索");
  for (const words of ["工业互联网企业达到37家", "新增长效机制", "高层次人才8人"]) {
    await page.search(words);
    await page.found();
  }
});

story("all documents go into one pack, and from it into another browser", async (visit) => {
  const page = await visit.openSite("#/documents");
  await bring(visit, page, [FILES[0]]);
  const coming = visit.page.waitForEvent("download");
  await visit.page.getByRole("button", { name: "导出全部文件" }).click();
  const pack = readFileSync(await (await coming).path());
  assert.equal(pack.subarray(0, 13).toString(), "celan-pack 2 ");

  const elsewhere = await visit.elsewhere();
  const there = await elsewhere.openSite("#/documents");
  const file = (name, buffer) => ({ name, mimeType: "", buffer });
  const flipped = Buffer.from(pack);
  flipped[pack.length >> 1] ^= 1;
  await bring(elsewhere, there, [
    file("全部.celan", pack),
    file("断.celan", pack.subarray(0, 999)),
    file("坏.celan", flipped),
    file("卷.celan", Buffer.from("celan-pack 3 3\nabc")),
    file("新.celan", Buffer.from("celan-pack 4 3\nabc")),
    file("不是.celan", Buffer.from("一、目标")),
  ]);
  const told = await there.main.locator(".outcomes").innerText();
  for (const words of [
    /断\.celan：没有读入。文件不完整或已损坏/,
    /坏\.celan：没有读入。文件不完整或已损坏/,
    /卷\.celan：没有读入。这只是分卷文件包的目录/,
    /新\.celan：没有读入。这是较新版本的文件包/,
    /不是\.celan：没有读入。内容不是文件名后缀所说的 celan/,
  ]) {
    assert.match(told, words);
  }
  await there.view("检索");
  await there.search("氢能企业");
  await there.found();
  assert.match(await there.text(), /云溪县氢能产业发展实施方案/);
});

story("a file whose bytes slipped is put right in the page, and what that takes comes behind the first answers", async (visit) => {
  const asked = [];
  visit.page.on("request", (request) => asked.push(request.url().split("/").pop().split(".")[0]));
  const page = await visit.openSite("#/documents");
  const text = "推動農業規模化、集約化、綠色化發展，落實縣委、縣政府的工作部署。\n堅持規；⒓s化、綠色化方向。\n";
  await bring(visit, page, [{ name: "字节.txt", mimeType: "", buffer: Buffer.from(text) }]);
  await page.view("检索");
  await page.search("堅持規模化、集約化、綠色化方向");
  await page.found();
  assert.equal(asked.filter((part) => part === "model").length, 1, "it is fetched once");
  assert.ok(asked.indexOf("model") > asked.indexOf("core"));
  // It is kept as it was put right, so that the next visit need not do it again.
  await visit.page.reload();
  const back = await visit.explorer().ready();
  await back.found();
  assert.match(await back.text(), /堅持規模化/);
  assert.equal(asked.filter((part) => part === "model").length, 1, "nor fetch what that takes");
});

story("a text in traditional script is read in simplified, by phrases, and as it is written until that is asked for", async (visit) => {
  const asked = [];
  visit.page.on("request", (request) => asked.push(request.url().split("/").pop().split(".")[0]));
  const page = await visit.openSite("#/documents");
  const text = "青陽縣乾燥設備發展實施方案\n一、發展目標\n在這裡徵收，以後干預，乾隆年間的特徵，皇后在後方。\n";
  await bring(visit, page, [{ name: "字形.txt", mimeType: "", buffer: Buffer.from(text) }]);
  await page.main.getByText("青陽縣乾燥設備發展實施方案").first().click();
  await page.reader.getByText("以後干預").waitFor();
  assert.ok(!asked.includes("script"), "nobody has asked for it yet");
  await page.reader.getByRole("button", { name: "简体", exact: true }).click();
  await page.reader.getByText("在这里征收，以后干预，乾隆年间的特征，皇后在后方。").waitFor();
  await page.reader.getByRole("button", { name: "原字", exact: true }).click();
  await page.reader.getByText("在這裡徵收，以後干預").waitFor();
  assert.equal(asked.filter((part) => part === "script").length, 1, "it is fetched once");
});
