// The extractor with the repair model and without it, against the command line.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT, add, built, engine, extractor, seeds } from "./support.mjs";

// A run that only the search can explain.
const SLIPPED = "推動農業規模化、集約化、綠色化發展，落實縣委、縣政府的工作部署。\n堅持規；⒓s化、綠色化方向。\n";

const documents = [...seeds(), { name: "slipped.txt", bytes: new TextEncoder().encode(SLIPPED) }];

function views(it) {
  const { items } = it.call({ call: "documents", limit: 100 });
  return new Map(items.map(({ id, file }) => [file, it.call({ call: "document", doc: id })]));
}

const clean = (view) => view.blocks.map((block) => block.text).join("");

test("a document that slipped says so, and is read with the repair model as the command line reads it", async () => {
  const { engine: it } = await engine();
  const reads = await extractor();
  const damaged = documents.filter((document) => add(it, reads, document)[0].damaged).map(({ name }) => name);
  assert.ok(damaged.includes("slipped.txt"), "damage was seen");
  const before = views(it);
  assert.ok(clean(before.get("slipped.txt")).includes("規；⒓s化"), "without the model it stays");
  reads.load_model(built("model"));
  for (const document of documents) {
    const [{ added, damaged: still }] = add(it, reads, document);
    assert.deepEqual({ added, still }, { added: false, still: false }, document.name);
  }
  const after = views(it);
  assert.equal(after.size, documents.length);
  assert.equal(after.get("slipped.txt").head.id, before.get("slipped.txt").head.id);
  assert.ok(clean(after.get("slipped.txt")).includes("堅持規模化、集約化、綠色化方向"));
  assert.ok(after.get("slipped.txt").edits.some((edit) => edit.rule === "byte-slip"));

  const program = ["debug", "release"].map((kind) => join(ROOT, "target", kind, "celan")).find(existsSync);
  if (!program) return console.log("the command line is not built: not compared with it");
  const folder = mkdtempSync(join(tmpdir(), "celan-"));
  for (const { name, bytes } of documents) {
    writeFileSync(join(folder, name), bytes);
    const native = execFileSync(program, ["clean", join(folder, name)], { encoding: "utf8" });
    assert.equal(clean(after.get(name)).trimEnd(), native.trimEnd(), name);
  }
});

test("a document without such damage wants no model", async () => {
  const { engine: it } = await engine();
  const reads = await extractor();
  const sound = documents.filter(({ bytes }) => {
    const text = new TextDecoder().decode(bytes);
    return text !== SLIPPED && !/[à-ǜ]\)/.test(text);
  });
  for (const document of sound) assert.equal(add(it, reads, document)[0].damaged, false, document.name);
});
