// 保存离线副本: the explorer as one file that opens from disk, with the documents that are there now and the view that is
// seen. Made of `single.html` as the build makes it, out of the parts the page itself came from; a saved file can be saved
// again.

async function offlineCopy(assets, documents, start) {
  const corpus = new TextEncoder().encode(JSON.stringify({ documents }));
  const blocks = await Promise.all(
    BUILD.blocks.map(async (name) => block(name, await assets.packed(name))),
  );
  blocks.push(block("corpus", await packed(corpus)), block("start", await packed(new TextEncoder().encode(start))));
  const values = { styles: await assets.styles(), parts: blocks.join(""), script: await assets.script() };
  const template = text(await assets.part("single"));
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

function block(name, text) {
  return `<script type="text/plain" id="celan-${name}">${text}<\/script>\n`;
}

// Base64 of gzip, as `inlined` reads it.
async function packed(bytes) {
  const view = await gzipped(bytes);
  let text = "";
  for (let at = 0; at < view.length; at += 0x8000) text += String.fromCharCode.apply(null, view.subarray(at, at + 0x8000));
  return btoa(text);
}
