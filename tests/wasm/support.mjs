// The release program under node, through the same glue that the page uses.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

import { parse } from "acorn";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

const SITE = join(ROOT, "dist/site");

/// The bytes of a built file by the front of its name.
export function built(stem, folder = SITE) {
  const name = readdirSync(folder).find((file) => file.startsWith(`${stem}.`));
  if (!name) throw new Error(`dist/site holds no ${stem}; run cargo xtask build --release`);
  return readFileSync(join(folder, name));
}

/// All files below a folder of `dist`.
export function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

/// The source of a program's glue as the script of the page carries it: a function whose every call is a fresh instance.
export function glueSource(name = "celanGlue") {
  const script = built("celan").toString();
  const [whole] = parse(script, { ecmaVersion: 2020 }).body;
  const found = whole.expression.callee.body.body.find((declared) => declared.id?.name === name);
  if (!found) throw new Error(`the script carries no ${name}`);
  return script.slice(found.start, found.end);
}

async function instance(glueName, stem) {
  const program = vm.runInThisContext(`(${glueSource(glueName)})`)();
  await program({ module_or_path: await WebAssembly.compile(built(stem)) });
  return program;
}

/// A fresh engine with its tables.
export async function engine() {
  const program = await instance("celanGlue", "program");
  return { program, engine: new program.Engine(built("core")) };
}

/// A fresh extractor with its tables.
export async function extractor() {
  const program = await instance("extractorGlue", "extractor");
  return new program.Extractor(built("core"));
}

/// Reads a file by `extractor` and adds what it holds; gives the heads of the documents.
export function add(engine, extractor, { name, bytes }) {
  const { records } = extractor.read(name, bytes);
  return records.flatMap((record) => engine.call({ call: "add", record }).docs);
}

/// The seed documents by file name.
export function seeds() {
  const folder = join(ROOT, "seeds");
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}

/// An engine that has read the seeds, with the heads of its documents.
export async function engineWithSeeds() {
  const { engine: it, program } = await engine();
  const reads = await extractor();
  const docs = seeds().flatMap((seed) => add(it, reads, seed));
  return { engine: it, program, extractor: reads, docs };
}
