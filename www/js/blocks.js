// Blocks of the single file, where parts of the program and documents lie as text. Their form stands at the head of
// `single.rs` in celan-site.

const FIRST = 0x2100;
const BASE = 46341;

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

// What the characters behind the coding carry: 31 bits a pair.
function carried(text) {
  const unit = (at) => text.charCodeAt(at) - FIRST;
  const count = ((text.length - 2) * 31) >> 4;
  const bytes = new Uint8Array(count - ((count + 4 - unit(1)) % 4));
  let held = 0; // fewer than eight bits
  let bits = 0;
  for (let at = 2, next = 0; at < text.length; at += 2) {
    // Of the number only so much at once as fits beside what is held.
    const number = unit(at) * BASE + unit(at + 1);
    for (const [share, width] of [[number >>> 15, 16], [number & 0x7fff, 15]]) {
      held = (held << width) | share;
      for (bits += width; bits >= 8; next += 1) {
        bits -= 8;
        bytes[next] = held >> bits;
      }
      held &= 0xff >> (8 - bits);
    }
  }
  return bytes;
}

// A block with what gzip made.
function blocked(bytes) {
  const units = new Uint16Array(Math.ceil((bytes.length * 8) / 31) * 2 + 1);
  units[0] = FIRST + (bytes.length % 4);
  let next = 1;
  const pair = (number) => {
    units[next++] = FIRST + Math.floor(number / BASE);
    units[next++] = FIRST + (number % BASE);
  };
  // More than 32 bits are held at times, so they are reckoned and not shifted.
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = held * 256 + byte;
    bits += 8;
    if (bits >= 31) {
      bits -= 31;
      const rest = 2 ** bits;
      pair(Math.floor(held / rest));
      held %= rest;
    }
  }
  if (bits) pair(held * 2 ** (31 - bits));
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

// How long a large pack may hold the page up at a time, ms.
const BREATH = 20;

// Nothing where more than `limit` bytes come out.
async function gunzipped(bytes, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks = [];
  let size = 0;
  let start = performance.now();
  const breathe = async () => {
    if (performance.now() - start < BREATH) return;
    await breath();
    start = performance.now();
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel();
      return null;
    }
    chunks.push(value);
    await breathe();
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
    await breathe();
  }
  return whole.buffer;
}

// Lets the page do what waits. A timer would take a second where the page is in the background.
function breath() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  });
}

function text(bytes) {
  return new TextDecoder().decode(bytes);
}
