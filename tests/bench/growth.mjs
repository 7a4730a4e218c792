// How reading and searching grow with the number of documents, in a real Chromium without a page around them:
// `growth.mjs FOLDER STEP…` takes STEP.jsonl, lines of {"id","title","text"}, and STEP.celan, the same as a pack, and prints a
// JSON line for each engine at each step. The release program gets the documents out of the pack, as from a site, and, told
// apart, as texts, as from a person. Beside it two search engines of the same kind are measured on the same documents and
// questions: MiniSearch, which ranks, over pairs of characters, and FlexSearch with its encoder for Chinese.
//
// The questions of queries.txt are twelve words, twelve sets of words, twelve pieces of four characters and twelve longer ones
// as chance took them out of the documents, twelve figures, and ten that no document answers.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../browser/support/server.mjs";
import { glueSource } from "../wasm/support.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [folder, ...steps] = process.argv.slice(2);
const package_ = (path) => readFileSync(join(here, "../../node_modules", path), "utf8");
const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  executablePath: named ?? chromium.executablePath(),
  args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
});
const site = join(here, "../../dist/site");
const files = readdirSync(site);
const part = (stem) => `/site/${files.find((name) => name.startsWith(stem))}`;
const routes = { "/": "<!doctype html><title>x</title>", "/site/": site, "/records/": folder };
const server = await serve(routes, { policy: "" });

async function measured(engine, step) {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/`);
  if (engine === "minisearch") await page.addScriptTag({ content: package_("minisearch/dist/umd/index.js") });
  if (engine === "flexsearch") await page.addScriptTag({ content: package_("flexsearch/dist/flexsearch.bundle.min.js") });
  const told = await page.evaluate(measure, {
    engine,
    glues: [`(${glueSource()})`, `(${glueSource("extractorGlue")})`],
    records: `/records/${step}`,
    packs: ["blocks", "pack"].map((name) => readFileSync(join(here, `../../www/js/${name}.js`), "utf8")).join(""),
    queries: readFileSync(join(here, "queries.txt"), "utf8").trim().split("\n"),
    parts: ["program.", "extractor.", "core.", "dict."].map(part),
  });
  await page.close();
  return told;
}

// Runs in the page.
async function measure({ engine, glues, records, packs, queries, parts }) {
  const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const lines = new TextDecoder().decode(await bytes(`${records}.jsonl`)).trimEnd().split("\n");
  const documents = lines.map((line) => JSON.parse(line));
  const size = documents.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);
  const pairs = (text) => Array.from(text, (char, at) => char + (text[at + 1] || "")).filter((pair) => !/^\s/.test(pair));
  const heap = () => (globalThis.gc && gc(), performance.memory.usedJSHeapSize);
  const before = heap();
  let begin = performance.now();
  let search;
  let memory = () => heap() - before;
  if (engine.startsWith("celan")) {
    const started = async (at) => {
      const program = (0, eval)(glues[at])();
      const exports = await program({ module_or_path: await WebAssembly.compile(await bytes(parts[at])) });
      return { program, exports };
    };
    const [{ program, exports }, reads] = [await started(0), await started(1)];
    const tables = await bytes(parts[2]);
    const celan = new program.Engine(tables);
    celan.load("dict", await bytes(parts[3]));
    const extractor = new reads.program.Extractor(tables);
    memory = () => exports.memory.buffer.byteLength;
    const unpack = new Function(`${packs}; return unpack;`)();
    const pack = engine === "celan" && (await bytes(`${records}.celan`));
    begin = performance.now();
    const read = ({ id, text }) => extractor.read(`${id}.txt`, new TextEncoder().encode(text)).records;
    const all = pack ? (await unpack("x.celan", pack)).records : documents.flatMap(read);
    if (all.length !== documents.length) throw new Error(`${all.length} of ${documents.length} documents`);
    for (const record of all) celan.call({ call: "add", record });
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
  for (let round = 0; round < 30; round += 1) {
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
  for (const engine of ["celan", "celan, texts", "minisearch", "flexsearch"]) {
    console.log(JSON.stringify(await measured(engine, step)));
  }
}
await browser.close();
await server.close();
