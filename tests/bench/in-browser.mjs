// The release program in a real Chromium, without a page around it: `in-browser.mjs FOLDER` prints one JSON line, as
// `throughput` of celan-engine does natively.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../browser/support/server.mjs";
import { built, glueSource } from "../wasm/support.mjs";

const ROUNDS = 20;
const READINGS = 7;
const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith(".txt")).sort();
const queries = readFileSync(join(here, "queries.txt"), "utf8").trim().split("\n");
const glue = `(${glueSource()})`;
const extractorGlue = `(${glueSource("extractorGlue")})`;

const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  executablePath: named ?? chromium.executablePath(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const site = join(here, "../../dist/site");
const server = await serve({ "/": "<!doctype html><title>x</title>", "/site/": site, "/docs/": folder }, { policy: "" });
const page = await browser.newPage();
await page.goto(`${server.origin}/`);
const files = readdirSync(site);
const told = await page.evaluate(
  async ({ glue, extractorGlue, names, queries, rounds, readings, programs, core }) => {
    const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
    const started = async (glue, file) => {
      const program = (0, eval)(glue)();
      await program({ module_or_path: await WebAssembly.compile(await bytes(`/site/${file}`)) });
      return program;
    };
    const tables = await bytes(`/site/${core}`);
    const engine = new (await started(glue, programs[0])).Engine(tables);
    const extractor = new (await started(extractorGlue, programs[1])).Extractor(tables);
    const documents = await Promise.all(names.map((name) => bytes(`/docs/${encodeURIComponent(name)}`)));
    const texts = documents.map((bytes) => new TextDecoder().decode(bytes));
    const reading = (facts) => {
      const times = [];
      for (let round = 0; round < readings; round += 1) {
        const start = performance.now();
        for (const text of texts) extractor.measure(text, facts);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const read = reading(false);
    const extract = reading(true);
    const begin = performance.now();
    documents.forEach((bytes, at) => {
      for (const record of extractor.read(names[at], bytes).records) engine.call({ call: "add", record });
    });
    engine.call({ call: "overview" });
    const load = performance.now() - begin;
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const query of queries) {
        const start = performance.now();
        engine.call({ call: "search", query, limit: 20 });
        times.push(performance.now() - start);
      }
    }
    times.sort((a, b) => a - b);
    return {
      documents: documents.length,
      bytes: documents.reduce((sum, bytes) => sum + bytes.length, 0),
      read_ms: read,
      extract_ms: extract,
      load_ms: load,
      query_median_ms: times[Math.floor(times.length / 2)],
      query_p99_ms: times[Math.floor((times.length * 99) / 100)],
    };
  },
  {
    glue,
    extractorGlue,
    names,
    queries,
    rounds: ROUNDS,
    readings: READINGS,
    programs: ["program.", "extractor."].map((stem) => files.find((name) => name.startsWith(stem))),
    core: files.find((name) => name.startsWith("core.")),
  },
);
console.log(JSON.stringify(told));
await browser.close();
await server.close();
