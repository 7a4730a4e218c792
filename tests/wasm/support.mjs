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

/// The source of the glue as the script of the page carries it: a function whose every call is a fresh instance.
export function glueSource() {
  const script = built("celan").toString();
  const [whole] = parse(script, { ecmaVersion: 2020 }).body;
  const found = whole.expression.callee.body.body.find((declared) => declared.id?.name === "celanGlue");
  if (!found) throw new Error("the script carries no celanGlue");
  return script.slice(found.start, found.end);
}

export function glue() {
  return vm.runInThisContext(`(${glueSource()})`);
}

/// What runs an engine in the Worker, as it stands in the script's source.
export function serveEngine() {
  const source = readFileSync(join(ROOT, "www/js/engine.js"), "utf8");
  return vm.runInThisContext(`(() => {${source}\nreturn serveEngine;})()`);
}

/// A fresh engine with its tables.
export async function engine() {
  const program = glue()();
  await program({ module_or_path: await WebAssembly.compile(built("program")) });
  return { program, engine: new program.Engine(built("core")) };
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
  const docs = seeds().flatMap(({ name, bytes }) => it.call({ call: "add", name, bytes }).docs);
  return { engine: it, program, docs };
}
