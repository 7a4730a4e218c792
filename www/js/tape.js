// Makes plain objects of what the program writes; how that is laid out stands in `tape.rs` of celan-wasm. This text stands beside
// the glue, once for each instance of the program, so it uses nothing around it.

const TRUTHS = [null, false, true];
const tapeShapes = [];
const halves = new Uint32Array(2);
const real = new Float64Array(halves.buffer);
// What is being read, and how far. Kept out here: as variables of `readTape`, whose functions would be new ones with each answer,
// they take twice as long.
let tapeCells, tapeTexts, tapeAt, tapeCut;

function readTape(cells, texts) {
  [tapeCells, tapeTexts, tapeAt, tapeCut] = [cells, texts, 0, 0];
  const value = tapeValue();
  tapeCells = tapeTexts = null;
  return value;
}

function tapeValue() {
  const cell = tapeCells[tapeAt++];
  const count = cell >>> 3;
  switch (cell & 7) {
    case 0:
      return count < TRUTHS.length ? TRUTHS[count] : tapeNamed();
    case 1:
      return count;
    case 2:
      halves[0] = tapeCells[tapeAt++];
      halves[1] = tapeCells[tapeAt++];
      return real[0];
    case 3:
      return tapeTexts.slice(tapeCut, (tapeCut += count));
    case 4:
      return tapeList(count);
    case 5:
      return tapeObject(tapeShapes[count]);
    case 6:
      tapeShapes.push(tapeList(count));
      return tapeObject(tapeShapes[tapeShapes.length - 1]);
    default:
      return tapeBytes(count);
  }
}

function tapeList(count) {
  const list = [];
  for (let at = 0; at < count; at += 1) list.push(tapeValue());
  return list;
}

function tapeObject(keys) {
  const object = {};
  for (let at = 0; at < keys.length; at += 1) object[keys[at]] = tapeValue();
  return object;
}

function tapeNamed() {
  const [key, name] = tapeList(2);
  const object = tapeValue();
  object[key] = name;
  return object;
}

function tapeBytes(count) {
  const start = tapeCells.byteOffset + 4 * tapeAt;
  tapeAt += Math.ceil(count / 4);
  return new Uint8Array(tapeCells.buffer, start, count).slice();
}
