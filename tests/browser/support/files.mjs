// Small files of the formats that plans come in, made here.

import { crc32, deflateRawSync } from "node:zlib";

/// An archive of {name: bytes or text}; `packed` deflates its members, `locked` says that they need a password.
export function zip(members, { packed = false, locked = false } = {}) {
  const [bodies, entries] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(members)) {
    const [path, plain] = [Buffer.from(name), Buffer.from(content)];
    const bytes = packed ? deflateRawSync(plain) : plain;
    const facts = Buffer.alloc(26); // what both headers tell: version, flags (UTF-8 names), method, …, length of the name
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800 | (locked ? 1 : 0), 2);
    facts.writeUInt16LE(packed ? 8 : 0, 4);
    facts.writeUInt32LE(crc32(plain), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(plain.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    bodies.push(Buffer.from("PK\x03\x04"), facts, path, bytes);
    entries.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, place, path);
    at += 4 + facts.length + path.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(members).length, 4);
  end.writeUInt16LE(Object.keys(members).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, directory, Buffer.from("PK\x05\x06"), end]);
}

/// A docx whose paragraphs are `lines`.
export function docx(lines) {
  const body = lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join("");
  return zip({ "word/document.xml": `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>` });
}

/// A pdf of one page, in a font that is not embedded; without `lines` a page with a picture's frame only.
export function pdf(lines) {
  const hex = (line) => [...line].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
  const words = lines.map((line) => `<${hex(line)}> Tj 0 -20 Td`).join(" ");
  const content = lines.length ? `BT /F1 12 Tf 50 700 Td ${words} ET` : "0 0 600 800 re f";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 6 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>",
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
  ];
  let file = "%PDF-1.4\n";
  const starts = objects.map((object, at) => {
    const start = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, "0")} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join("")}`;
  file += `trailer<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${table}\n%%EOF`;
  return Buffer.from(file, "latin1");
}
