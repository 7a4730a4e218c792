// A site of many documents as its visitor has it, in a real Chromium: `crowded.mjs SITE` prints a JSON line with the time until
// everything can be searched, the longest task of the page while it loads and while it is used, the time from a key press to
// the frame that shows the answer, in milliseconds, and what of the documents is fetched for the first question and, at most,
// for each later one, in KB.

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../browser/support/server.mjs";

const LONG = 600_000;
// By when everything is fetched for a question, ms.
const SETTLED = 1500;

const here = dirname(fileURLToPath(import.meta.url));
const queries = readFileSync(join(here, "queries.txt"), "utf8").trim().split("\n");
const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  executablePath: named ?? chromium.executablePath(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const server = await serve({ "/": process.argv[2] });
const page = await browser.newPage({ locale: "zh-CN" });
page.setDefaultTimeout(LONG);
await page.addInitScript(() => {
  globalThis.longest = 0;
  const watch = (list) => list.getEntries().forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)));
  new PerformanceObserver(watch).observe({ type: "longtask", buffered: true });
});
const longest = () => page.evaluate(() => [globalThis.longest, (globalThis.longest = 0)][0]);

await page.goto(`${server.origin}/#/search`);
await page.locator(".explorer main").waitFor();
await page.locator(".loading").waitFor({ state: "detached" });
const load = await page.evaluate(() => performance.now());
const loading = await longest();

// What was asked for of the documents since the last call, KB. The service worker takes a file from the browser's cache when
// the host lets it, so that counts once.
const fetched = () => {
  const paths = [...new Set(server.asked.splice(0))].filter((path) => /\/corpus\./.test(path));
  return paths.reduce((sum, path) => sum + statSync(join(process.argv[2], path)).size, 0) / 1000;
};
const fetches = [];
for (const query of queries) {
  await page.evaluate(answered, query);
  await page.waitForTimeout(SETTLED);
  fetches.push(fetched());
}
const [first, ...later] = fetches;

const times = [];
for (let round = 0; round < 3; round += 1) {
  for (const query of queries) times.push(await page.evaluate(answered, query));
}
times.sort((a, b) => a - b);

// Runs in the page: types the query and waits for the frame in which the heading speaks of it.
async function answered(query) {
  const box = document.querySelector("[role=combobox]");
  const heading = () => document.querySelector("main h1")?.textContent ?? "";
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  box.value = "";
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  while (heading().includes("“")) await frame();
  const start = performance.now();
  box.value = query;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  while (!heading().includes(query)) await frame();
  return performance.now() - start;
}

console.log(
  JSON.stringify({
    load_s: load / 1000,
    longest_loading: loading,
    longest_used: await longest(),
    median_ms: times[Math.floor(times.length / 2)],
    slowest_ms: times[times.length - 1],
    first_kb: first,
    later_kb: Math.max(...later),
  }),
);
await browser.close();
await server.close();
