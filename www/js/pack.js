// Packs: many documents as one file. Their form stands at the head of `pack.rs` in celan-formats.

const PACK = "celan-pack ";
const PACK_LIMIT = 256 << 20;

function isPack(bytes) {
  return [...PACK].every((char, at) => bytes[at] === char.charCodeAt(0));
}

// Resolves with {records, refused}: its documents. The head of a corpus in parts gives `directory` too, where that is
// `wanted`: its documents are announced only.
async function unpack(name, bytes, wanted) {
  const refuse = (code, found) => ({ records: [], refused: [{ code, name, found }] });
  if (!isPack(bytes)) return refuse("wrong_ending", "celan");
  const end = bytes.indexOf(10);
  const [version, length] = text(bytes.subarray(PACK.length, end)).split(" ");
  if (end < 64 && version === "3" && !wanted) return refuse("in_parts", name);
  if (end < 64 && !["1", "2", "3"].includes(version)) return refuse("newer_pack", version);
  const body = bytes.subarray(end + 1);
  if (body.length !== Number(length)) return refuse("damaged", `${body.length} / ${length}`);
  try {
    const content = await gunzipped(body, PACK_LIMIT);
    if (!content) return refuse("bomb", "256 MB");
    if (version === "1") return { records: texts(content), refused: [] };
    const records = piecesOf(new Uint8Array(content));
    const directory = version === "3" ? records.pop() : undefined;
    return { records, directory, refused: [] };
  } catch (error) {
    return refuse("damaged", String(error));
  }
}

// The documents of {"documents":[{"name","text"}]}.
function texts(json) {
  return JSON.parse(text(json)).documents.map(unreadRecord);
}

// Records, each behind its length, as views.
function piecesOf(content) {
  const view = new DataView(content.buffer);
  const pieces = [];
  for (let at = 0; at < content.length; ) {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    if (at > content.length) throw new RangeError(`document ${pieces.length + 1}`);
    pieces.push(content.subarray(start, at));
  }
  return pieces;
}

// The record of a document that is to be read yet. The form of records stands at the head of `record.rs` in celan-formats.
function unreadRecord({ name, text }) {
  const pieces = [name, text, ""].map((piece) => new TextEncoder().encode(piece));
  return joined(pieces.flatMap((piece) => [lengthOf(piece), piece]));
}

function lengthOf(piece) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, piece.length, true);
  return length;
}

function joined(pieces) {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

// A pack of [[id, record]].
async function pack(records) {
  const body = await gzipped(new Blob(records.flatMap(([, record]) => [lengthOf(record), record])));
  return joined([new TextEncoder().encode(`${PACK}2 ${body.length}\n`), body]);
}

async function gzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
