// The floor is Chromium 86. The build itself validates the wasm; here are the scripts and styles.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "acorn";
import { ROOT, built, files } from "./support.mjs";

const DIST = join(ROOT, "dist");

// Each newer than Chromium 86 in a way that costs a whole rule or block, not just one declaration.
const TOO_NEW = [
  [/:(is|where|has)\(/, "88 and later"],
  [/@(layer|container|scope|starting-style)\b/, "99 and later"],
  [/\b\d(\.\d+)?(dvh|svh|lvh|dvw|cqw|cqh|cqi)\b/, "108 and later"],
  [/(^|[\s{;])&[\s.:>[]/m, "nesting, 112 and later"],
];

test("scripts parse as ES2020", () => {
  const scripts = files(DIST).filter((file) => file.endsWith(".js"));
  assert.ok(scripts.length >= 4);
  for (const file of scripts) {
    try {
      parse(readFileSync(file, "utf8"), { ecmaVersion: 2020, sourceType: "script" });
    } catch (error) {
      assert.fail(`${file}: ${error.message}`);
    }
  }
});

test("scripts call nothing that came after Chromium 86", () => {
  const script = built("celan").toString();
  for (const call of [/\.at\(-?\d/, /structuredClone\(/, /\.replaceAll\(/, /Object\.hasOwn\(/, /\.findLast\(/]) {
    assert.doesNotMatch(script, call);
  }
});

test("styles use no selector or rule that Chromium 86 throws away", () => {
  const styles = built("styles").toString();
  for (const [pattern, since] of TOO_NEW) {
    const found = styles.match(pattern);
    assert.equal(found, null, `${found && found[0]} (${since}) in ${found && styles.substr(found.index - 60, 120)}`);
  }
});

test("the program is WebAssembly that needs no newer feature", () => {
  const module = new WebAssembly.Module(built("program"));
  const kinds = new Set(WebAssembly.Module.imports(module).map((entry) => entry.kind));
  assert.deepEqual([...kinds], ["function"]);
});
