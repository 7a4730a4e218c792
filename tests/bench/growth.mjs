// How reading and searching grow with the number of documents, in a real Chromium without a page around them:
// `growth.mjs RECORDS STEP…` takes lines of {"id","title","text"} and prints one JSON line a step. Beside the release program
// two search engines of the same kind are measured on the same documents and questions: MiniSearch, which ranks, over pairs
// of characters, and FlexSearch with its encoder for Chinese.

import { createRequire } from "node:module";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../browser/support/server.mjs";
import { glueSource } from "../wasm/support.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [records, ...steps] = process.argv.slice(2);
const package_ = (path) => readFileSync(createRequire(import.meta.url).resolve(path), "utf8");
const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  executablePath: named ?? chromium.executablePath(),
  args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
});
const site = join(here, "../../dist/site");
const files = readdirSync(site);
const part = (stem) => `/site/${files.find((name) => name.startsWith(stem))}`;
const routes = { "/": "<!doctype html><title>x</title>", "/site/": site, "/records/": dirname(records) };
const server = await serve(routes, { policy: "" });

async function measured(engine, count) {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/`);
  if (engine === "minisearch") await page.addScriptTag({ content: package_("minisearch/dist/umd/index.js") });
  if (engine === "flexsearch") await page.addScriptTag({ content: package_("flexsearch/dist/flexsearch.bundle.min.js") });
  const told = await page.evaluate(measure, {
    engine,
    count,
    glue: `(${glueSource()})`,
    records: `/records/${encodeURIComponent(records.split("/").pop())}`,
    queries: readFileSync(join(here, "queries.txt"), "utf8").trim().split("\n"),
    parts: [part("program."), part("core."), part("dict.")],
  });
  await page.close();
  return told;
}

// Runs in the page.
async function measure({ engine, count, glue, records, queries, parts }) {
  const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const text = await (await fetch(records)).text();
  const documents = text.split("\n", count).map((line) => JSON.parse(line));
  const size = documents.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);
  const pairs = (text) => Array.from(text, (char, at) => char + (text[at + 1] || "")).filter((pair) => !/^\s/.test(pair));
  const heap = () => (globalThis.gc && gc(), performance.memory.usedJSHeapSize);
  const before = heap();
  let begin = performance.now();
  let search;
  let memory = () => heap() - before;
  if (engine === "celan") {
    const program = (0, eval)(glue)();
    const exports = await program({ module_or_path: await WebAssembly.compile(await bytes(parts[0])) });
    const celan = new program.Engine(await bytes(parts[1]));
    celan.load("dict", await bytes(parts[2]));
    memory = () => exports.memory.buffer.byteLength;
    begin = performance.now();
    for (const { id, text } of documents) celan.call({ call: "add_text", name: `${id}.txt`, text });
    celan.call({ call: "facets" });
    search = (query) => celan.call({ call: "search", query, limit: 20 });
  } else if (engine === "minisearch") {
    const index = new MiniSearch({ fields: ["title", "text"], tokenize: pairs, searchOptions: { combineWith: "AND" } });
    for (const document of documents) index.add(document);
    search = (query) => index.search(query).slice(0, 20);
  } else {
    const index = new FlexSearch.Index({ encoder: FlexSearch.Charset && FlexSearch.Charset.CJK, tokenize: "forward", context: true });
    documents.forEach(({ title, text }, at) => index.add(at, `${title} ${text}`));
    search = (query) => index.search(query, 20);
  }
  const load = performance.now() - begin;
  const times = [];
  for (let round = 0; round < 10; round += 1) {
    for (const query of queries) {
      const start = performance.now();
      search(query);
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  return {
    engine,
    documents: documents.length,
    mb: size / 1e6,
    load_s: load / 1000,
    memory_mb: memory() / 1e6,
    median_ms: times[Math.floor(times.length / 2)],
    p99_ms: times[Math.floor((times.length * 99) / 100)],
  };
}

for (const step of steps) {
  for (const engine of ["celan", "minisearch", "flexsearch"]) {
    console.log(JSON.stringify(await measured(engine, Number(step))));
  }
}
await browser.close();
await server.close();
