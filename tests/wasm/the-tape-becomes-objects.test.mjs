import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import vm from "node:vm";

import { ROOT } from "./support.mjs";

const script = readFileSync(join(ROOT, "www/js/tape.js"), "utf8");
/// A reader of its own, as each instance of the program has one.
const reader = () => vm.runInThisContext(`(function () {${script}\nreturn readTape;})()`);
const cell = (kind, count) => count * 8 + kind;
const real = (value) => [2, ...new Uint32Array(new Float64Array([value]).buffer)];

test("values of every kind are read as they were written", () => {
  const bytes = new Uint32Array(new Uint8Array([1, 2, 3, 4, 255, 0, 0, 0]).buffer);
  const cells = Uint32Array.of(
    ...[cell(4, 9), cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 2 ** 29 - 1), ...real(-0.1)],
    ...[...real(2 ** 40), cell(3, 3), cell(7, 5), ...bytes],
  );
  const read = reader()(cells, "县𠮷");
  assert.deepEqual(read, [null, false, true, 0, 2 ** 29 - 1, -0.1, 2 ** 40, "县𠮷", Uint8Array.of(1, 2, 3, 4, 255)]);
});

test("a shape is told once and known from then on", () => {
  const read = reader();
  const told = Uint32Array.of(cell(4, 2), cell(6, 2), cell(3, 1), cell(3, 1), cell(1, 1), cell(4, 0), cell(6, 0));
  assert.deepEqual(read(told, "ab"), [{ a: 1, b: [] }, {}]);
  const known = Uint32Array.of(cell(0, 3), cell(3, 4), cell(3, 3), cell(5, 0), cell(3, 1), cell(5, 1));
  assert.deepEqual(read(known, "calladdx"), { a: "x", b: {}, call: "add" });
});
