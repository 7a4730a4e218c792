// Many documents added to the page by hand, in a real Chromium: `dropped.mjs SITE FOLDER PACK` gives the page all files of a
// folder at once and prints a JSON line with the time until all are read and kept, the longest task of the page meanwhile, the
// memory of its process before and after (where Linux tells it), the time a reload takes until all are there again with the
// longest task meanwhile, and, with nothing kept, the time from a click that stops an import under way to its end. The same is
// measured with the documents as one pack.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "../browser/support/server.mjs";

const LONG = 1_800_000;
const [site, folder, pack] = process.argv.slice(2);
const paths = readdirSync(folder).sort().map((name) => join(folder, name));
const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  executablePath: named ?? chromium.executablePath(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const server = await serve({ "/": site });
const context = await browser.newContext({ locale: "zh-CN" });
const page = await context.newPage();
page.setDefaultTimeout(LONG);
await page.addInitScript(() => {
  globalThis.longest = 0;
  // How the browser makes its list of the files is not the page's doing: a task counts from where it hands them over.
  let given = 0;
  addEventListener("change", () => (given = performance.now()), true);
  const ours = ({ startTime, duration }) => Math.min(duration, startTime + duration - given);
  const watch = (list) => (globalThis.longest = Math.max(globalThis.longest, ...list.getEntries().map(ours)));
  new PerformanceObserver(watch).observe({ type: "longtask", buffered: true });
});
const longest = () => page.evaluate(() => [globalThis.longest, (globalThis.longest = 0)][0]);
const picker = () => page.locator("input[type=file]").first();
const quiet = () => page.locator(".loading").waitFor({ state: "detached" });
const heading = () => page.locator("main h1").innerText();

// What the processes of pages have in memory, MB.
const session = await browser.newBrowserCDPSession();
async function memory() {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const resident = ({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024;
  if (!existsSync("/proc/self/status")) return null;
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, process) => sum + resident(process), 0) / 1e6;
}

await page.goto(`${server.origin}/#/documents`);
await page.locator(".explorer main .shelf").waitFor();
await quiet();
const before = Number((await heading()).match(/\d+/)[0]);
const start = await memory();

// Waits until all documents are there or, where that does, until they are on their way: a few are there before that is seen.
const came = (orComing) =>
  page.waitForFunction(
    ([count, orComing]) =>
      (orComing && document.querySelector(".loading")) ||
      Number(document.querySelector("main h1")?.textContent.match(/\d+/)?.[0]) >= count,
    [before + paths.length, orComing],
  );

// Adds files to the page as it is: [time until all are read and kept, the longest task meanwhile].
async function add(files) {
  await longest();
  await picker().setInputFiles(files);
  const begin = performance.now();
  await came(true);
  await quiet();
  return [performance.now() - begin, await longest()];
}

// Begins anew with nothing kept.
async function forget() {
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("celan").onsuccess = done)));
  await page.reload();
  await page.locator(".explorer main .shelf").waitFor();
  await quiet();
}

// The time that a stop takes, ms; none where all is read before it can be stopped.
async function stop(files) {
  await forget();
  await picker().setInputFiles(files);
  const isStopped = page.locator(".loading button").click({ timeout: 10_000 });
  if (!(await isStopped.then(() => true, () => false))) return null;
  const begin = performance.now();
  await quiet();
  return performance.now() - begin;
}

const [added, adding] = await add(paths);
const full = await memory();
await longest();
for (const view of ["targets", "industries", "search", "documents"]) {
  await page.evaluate((view) => (location.hash = `#/${view}`), view);
  await page.locator(".waiting").waitFor({ state: "detached" });
  await page.waitForTimeout(1000);
}
const looking = await longest();
await page.reload();
const begin = performance.now();
await page.locator(".explorer main .shelf").waitFor();
await came(false);
const reload = performance.now() - begin;
const reloading = await longest();
const stopped = await stop(paths);
await forget();
const [unpacked, unpacking] = await add(pack);
const unpackedStopped = await stop(pack);

console.log(
  JSON.stringify({
    add_s: added / 1000,
    longest_adding: adding,
    memory_before_mb: start,
    memory_mb: full,
    longest_looking: looking,
    stop_ms: stopped,
    reload_s: reload / 1000,
    longest_reloading: reloading,
    pack_s: unpacked / 1000,
    longest_unpacking: unpacking,
    pack_stop_ms: unpackedStopped,
  }),
);
await browser.close();
await server.close();
