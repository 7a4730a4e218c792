import assert from "node:assert/strict";
import { before, test } from "node:test";
import { add, engine, engineWithSeeds, seeds } from "./support.mjs";

let it;
let docs;
let extractor;

before(async () => {
  ({ engine: it, docs, extractor } = await engineWithSeeds());
});

test("each seed becomes one document with a title and an id", () => {
  assert.equal(docs.length, seeds().length);
  assert.equal(new Set(docs.map((doc) => doc.id)).size, docs.length);
  for (const doc of docs) assert.ok(doc.title.trim(), doc.file);
});

test("a document that is there already is not added twice", () => {
  const [seed] = seeds();
  assert.equal(add(it, extractor, seed)[0].added, false);
  assert.equal(it.call({ call: "overview" }).docs, docs.length);
});

test("marks cut the searched words out of the snippet as JavaScript counts", () => {
  const found = it.call({ call: "search", query: "高新技术企业", limit: 20 });
  assert.equal(found.answer, "search");
  assert.ok(found.total > 0);
  const marked = found.groups.flatMap(({ hits }) =>
    hits.flatMap(({ snippet, marks }) => marks.map(([start, end]) => snippet.slice(start, end))),
  );
  assert.ok(marked.includes("高新技术企业"), marked.join(" "));
});

test("quotes of targets are exact slices of the clean text as JavaScript counts", () => {
  let seen = 0;
  for (const { id } of docs) {
    const view = it.call({ call: "document", doc: id });
    const text = view.blocks.map((block) => block.text).join("");
    for (const target of view.targets) {
      assert.equal(text.slice(target.start, target.end), target.quote);
      seen += 1;
    }
  }
  assert.ok(seen > 0);
});

test("Traditional words find Simplified text", () => {
  const hant = it.call({ call: "search", query: "產業集群", limit: 20 });
  const hans = it.call({ call: "search", query: "产业集群", limit: 20 });
  assert.ok(hans.total > 0);
  assert.equal(hant.total, hans.total);
});

test("substrings of four characters are found as natively", () => {
  const missed = [];
  for (const { id } of docs) {
    const view = it.call({ call: "document", doc: id });
    for (const { text } of view.blocks) {
      const line = [...text.trim()];
      // A sample: natively the law is checked for every one.
      for (let at = 0; at + 4 <= line.length; at += 97) {
        const piece = line.slice(at, at + 4).join("");
        if (!/^\p{Script=Han}{4}$/u.test(piece)) continue;
        if (it.call({ call: "search", query: `"${piece}"`, limit: 1 }).total === 0) missed.push(piece);
      }
    }
  }
  assert.deepEqual(missed, []);
});

test("a query of blanks, a long one and a strange one are answered", () => {
  for (const query of ["  \t ", "策".repeat(10_000), '"((OR -:>=', "\u0000\ud83d\ude00"]) {
    assert.equal(it.call({ call: "search", query, limit: 5 }).answer, "search", JSON.stringify(query.slice(0, 20)));
  }
});

test("what cannot be read is answered with a code", () => {
  assert.equal(it.call({ call: "dance" }).code, "unreadable_request");
  assert.equal(it.call(undefined).code, "unreadable_request");
  assert.equal(it.call({ call: "document", doc: "nowhere" }).answer, "failed");
  assert.equal(it.call({ call: "add", record: new Uint8Array([1, 2, 3]) }).code, "damaged");
  const { records, refused } = extractor.read("empty.txt", new Uint8Array());
  assert.equal(records.length, 0);
  assert.deepEqual(refused, [{ code: "empty", name: "empty.txt", found: "" }]);
});

test("a removed document is gone and can come back", async () => {
  const { engine: other } = await engine();
  const [seed] = seeds();
  const [doc] = add(other, extractor, seed);
  assert.equal(other.call({ call: "remove", doc: doc.id }).found, true);
  assert.equal(other.call({ call: "overview" }).docs, 0);
  assert.equal(other.call({ call: "remove", doc: doc.id }).found, false);
  assert.equal(add(other, extractor, seed)[0].id, doc.id);
});

test("what nobody has read, or another program, is not taken in", async () => {
  const { engine: other } = await engine();
  const [record] = extractor.read("plan.txt", new TextEncoder().encode("到2026年,新增企业60家。")).records;
  const begin = new TextEncoder().encode("plan.txt").length + 4;
  const text = new DataView(record.buffer).getUint32(begin, true);
  const reading = begin + 4 + text + 4;
  const unread = record.slice(0, reading);
  new DataView(unread.buffer).setUint32(reading - 4, 0, true);
  const foreign = record.slice();
  foreign[reading] ^= 1;
  for (const strange of [unread, foreign]) {
    const { code, found } = other.call({ call: "add", record: strange });
    assert.deepEqual([code, found], ["unread", "plan.txt"]);
    assert.equal(other.call({ call: "add", record: extractor.read_record(strange) }).docs.length, 1);
  }
  assert.equal(other.call({ call: "overview" }).docs, 1);
});

test("tables that are damaged are refused with a sentence", async () => {
  const { program } = await engine();
  assert.throws(() => new program.Engine(new Uint8Array([1, 2, 3])), /bundle/);
});
