// 保存离线副本: the explorer as one file that opens from disk, with the documents that are there now and the view that is
// seen. Made of `single.html` as the build makes it, out of the parts the page itself came from; a saved file can be saved
// again.

// Resolves with the bytes of the file.
async function offlineCopy(assets, corpus, start) {
  const encoder = new TextEncoder();
  const own = [
    ["styles", encoder.encode(await assets.styles())],
    ["main", encoder.encode(await assets.script())],
    ["corpus", corpus],
    ["start", encoder.encode(start)],
  ];
  const blocks = await Promise.all([
    ...BUILD.blocks.map(async (name) => block(name, await assets.block(name))),
    ...own.map(async ([name, bytes]) => block(name, blocked(await gzipped(bytes)))),
  ]);
  const template = text(await assets.part("single"));
  return utf16(template.replace("{{parts}}", () => blocks.join("")));
}

function block(name, text) {
  return `<script type="text/plain" id="celan-${name}">${text}<\/script>\n`;
}

// With a byte order mark, which says what it is.
function utf16(text) {
  const units = new Uint16Array(text.length + 1);
  units[0] = 0xfeff;
  for (let at = 0; at < text.length; at += 1) units[at + 1] = text.charCodeAt(at);
  return new Uint8Array(units.buffer);
}
