// The mender beside the engine, as `serveEngine` puts them together in the Worker, against the command line.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT, built, glue, seeds, serveEngine } from "./support.mjs";

// A run that only the search can explain.
const SLIPPED = "推動農業規模化、集約化、綠色化發展，落實縣委、縣政府的工作部署。\n堅持規；⒓s化、綠色化方向。\n";

const documents = [
  ...seeds().map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) })),
  { name: "slipped.txt", text: SLIPPED },
];

/// What `serveEngine` answers, one message after the other.
async function conversation() {
  const heard = [];
  const receive = serveEngine()(glue(), (message) => heard.push(message));
  await receive({ module: await WebAssembly.compile(built("program")), core: built("core") });
  assert.deepEqual(heard.pop(), { ready: true });
  return async (call) => {
    await receive({ id: 1, calls: [call] });
    const { responses, hurt, trouble } = heard.pop();
    assert.equal(trouble, undefined);
    return { response: responses[0], hurt };
  };
}

async function views(ask) {
  const { response } = await ask({ request: { call: "documents", limit: 100 } });
  const found = new Map();
  for (const { id, file } of response.items) {
    found.set(file, (await ask({ request: { call: "document", doc: id } })).response);
  }
  return found;
}

const clean = (view) => view.blocks.map((block) => block.text).join("");

test("a document that slipped asks for the mender, which puts it right as the command line does", async () => {
  const ask = await conversation();
  let hurt = false;
  for (const { name, text } of documents) {
    ({ hurt } = await ask({ request: { call: "add_text", name, text } }));
  }
  assert.ok(hurt, "damage was seen");
  const before = await views(ask);
  assert.ok(clean(before.get("slipped.txt")).includes("規；⒓s化"), "without the mender it stays");
  const { response, hurt: still } = await ask({ load: "mender", bytes: built("mender") });
  assert.equal(response.answer, "loaded");
  assert.equal(still, false, "nothing is left that wants it");
  const after = await views(ask);
  assert.equal(after.size, documents.length);
  assert.equal(after.get("slipped.txt").head.id, before.get("slipped.txt").head.id);
  assert.ok(clean(after.get("slipped.txt")).includes("堅持規模化、集約化、綠色化方向"));
  assert.ok(after.get("slipped.txt").edits.some((edit) => edit.rule === "byte-slip"));

  const program = ["debug", "release"].map((kind) => join(ROOT, "target", kind, "celan")).find(existsSync);
  if (!program) return console.log("the command line is not built: not compared with it");
  const folder = mkdtempSync(join(tmpdir(), "celan-"));
  for (const { name, text } of documents) {
    writeFileSync(join(folder, name), text);
    const native = execFileSync(program, ["clean", join(folder, name)], { encoding: "utf8" });
    assert.equal(clean(after.get(name)).trimEnd(), native.trimEnd(), name);
  }
});

test("a document without such damage asks for nothing", async () => {
  const ask = await conversation();
  for (const { name, text } of documents.filter(({ text }) => text !== SLIPPED && !/[à-ǜ]\)/.test(text))) {
    const { hurt } = await ask({ request: { call: "add_text", name, text } });
    assert.equal(hurt, false, name);
  }
});
