// Where the parts of the program come from: files beside the script, or blocks inside a single file.

class Assets {
  // `script` is the element that this text came from. An inline one belongs to a single file.
  constructor(script) {
    this.own = script;
    this.base = script && script.src ? new URL(".", script.src).href : "";
    this.loads = new Map();
  }

  get single() {
    return this.base === "";
  }

  // The bytes of a part of the program, fetched once; the caller must not give them away.
  part(name) {
    return this.once(name, () => (this.single ? inlined(name) : fetched(this.address(BUILD.parts[name]))));
  }

  // A part as the text of a block of the single file.
  async block(name) {
    return this.single ? blockText(name) : blocked(await gzipped(await this.part(name)));
  }

  // The styles and the text of the program's script, for a single file.
  async styles() {
    return this.single ? document.querySelector("style").textContent : text(await this.part("styles"));
  }

  async script() {
    return this.single ? this.own.textContent : text(await fetched(this.own.src));
  }

  // Resolves with {records, directory}: the documents of a pack or of a list of texts; of a corpus in parts what announces
  // them, and its directory.
  async corpus(address) {
    const bytes = this.single && !address ? await inlined("corpus") : await fetched(this.address(address));
    const view = new Uint8Array(bytes);
    if (!isPack(view)) return { records: texts(bytes) };
    const corpus = await unpack(address, view, true);
    for (const { code, found } of corpus.refused) throw new Error(`${address}: ${code} ${found}`);
    return corpus;
  }

  // A compiled program, shared by all instances on the page. In the single file app and extractor are one.
  module(part) {
    const name = BUILD.parts[part] ? part : "wasm";
    return this.once(`${name} module`, async () => WebAssembly.compile(await this.part(name)));
  }

  // The styles as a sheet for shadow roots; assigned, never pushed, and never a style element (the page's policy).
  sheet() {
    return this.once("sheet", async () => {
      const sheet = new CSSStyleSheet();
      // A rem is what the page around makes of it (62.5 %, a tenth of the screen); what is in a shadow root must not follow.
      const styles = text(await this.part("styles")).replace(/([\d.]+)rem/g, (_, count) => `${count * 16}px`);
      sheet.replaceSync(styles);
      return sheet;
    });
  }

  address(file) {
    return new URL(file, this.base || document.baseURI).href;
  }

  once(name, load) {
    if (!this.loads.has(name)) {
      const loading = load();
      this.loads.set(name, loading);
      // A part that could not be had is asked for again the next time.
      loading.catch(() => this.loads.delete(name));
    }
    return this.loads.get(name);
  }
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response.arrayBuffer();
}
