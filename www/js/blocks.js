// Blocks of the single file, where parts of the program and documents lie as text. Their form stands at the head of
// `single.rs` in celan-site.

const CARRIER = 0x3400;

function blockText(name) {
  const block = document.getElementById(`celan-${name}`);
  if (!block) throw new Error(`this file holds no part "${name}"`);
  return block.textContent;
}

// The bytes that lie in a block.
async function inlined(name) {
  const text = blockText(name);
  const packed = carried(text);
  return text[0] === "g" ? gunzipped(packed, Infinity) : unpacked(packed);
}

// What the characters behind the coding carry.
function carried(text) {
  const count = ((text.length - 2) * 15) >> 3;
  const bytes = new Uint8Array(count - ((count ^ (text.charCodeAt(1) - CARRIER)) & 1));
  let held = 0;
  let bits = 0;
  for (let at = 2, next = 0; at < text.length; at += 1) {
    held = ((held & 0x7f) << 15) | (text.charCodeAt(at) - CARRIER);
    for (bits += 15; bits >= 8; next += 1) {
      bits -= 8;
      bytes[next] = held >> bits;
    }
  }
  return bytes;
}

// A block with what gzip made.
function blocked(bytes) {
  const units = new Uint16Array(Math.ceil((bytes.length * 8) / 15) + 1);
  units[0] = CARRIER + (bytes.length & 1);
  let held = 0;
  let bits = 0;
  let next = 1;
  for (const byte of bytes) {
    held = ((held & 0x7fff) << 8) | byte;
    bits += 8;
    if (bits >= 15) {
      bits -= 15;
      units[next++] = CARRIER + ((held >> bits) & 0x7fff);
    }
  }
  if (bits) units[next] = CARRIER + ((held << (15 - bits)) & 0x7fff);
  let text = "g";
  for (let at = 0; at < units.length; at += 0x4000) text += String.fromCharCode.apply(null, units.subarray(at, at + 0x4000));
  return text;
}

// LZMA, by a program that lies in the file itself.
async function unpacked(packed) {
  const { exports } = (await WebAssembly.instantiate(await inlined("unpacker"))).instance;
  const place = exports.room(packed.length);
  new Uint8Array(exports.memory.buffer).set(packed, place);
  const length = exports.unpack();
  if (!length) throw new Error("this file is damaged");
  const start = exports.room(length);
  return exports.memory.buffer.slice(start, start + length);
}

// Nothing where more than `limit` bytes come out.
async function gunzipped(bytes, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    size += value.length;
    if (size > limit) {
      reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

function text(bytes) {
  return new TextDecoder().decode(bytes);
}
