// What the app in the wasm sees of the page: one Host for each mounted app (`celan_wasm::Client`).

let hosts = 0;
let watches = 0;

class Host {
  constructor(link, place) {
    this.link = link;
    this.place = place;
    this.name = `${++hosts}/`;
    this.watches = new Set();
  }

  call(request, ticket) {
    return this.link.ask(request, ticket === undefined ? undefined : this.name + ticket);
  }

  // Resolves with the documents of a file, `Opened`.
  openFile(file) {
    return this.link.openFile(file);
  }

  drop(ticket) {
    this.link.drop(this.name + ticket);
  }

  status() {
    return this.link.state;
  }

  watch(listener) {
    const id = ++watches;
    this.link.listeners.set(id, listener);
    this.watches.add(id);
    return id;
  }

  unwatch(id) {
    this.watches.delete(id);
    this.link.listeners.delete(id);
  }

  // Brings all documents of a corpus in parts.
  readAll() {
    this.link.readAll();
  }

  // Resolves with the bytes of a file that opens from disk at the view `start`, a hash.
  async offlineCopy(start) {
    return offlineCopy(this.link.assets, await this.pack(), start);
  }

  // Resolves with a pack of the documents that are there now.
  pack() {
    return pack(this.link.records());
  }

  // Keeps documents for later visits; resolves with whether the browser does.
  keep(docs) {
    return this.link.keep(docs);
  }

  // Forgets a document that was kept; resolves with whether the browser does.
  forget(doc) {
    return this.link.forget(doc);
  }

  // Brings the documents that were kept; resolves with their ids and whether that is all of them: {docs, complete}.
  restore() {
    return this.link.restore();
  }

  // Resolves with the words of the page in a language that is a part of its own.
  async words(language) {
    return text(await this.link.assets.part(language));
  }

  // Goes over to the version that was offered (`state.update`).
  takeOver() {
    this.link.takeOver();
  }

  emit(name, detail) {
    this.place.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  close() {
    for (const id of this.watches) this.link.listeners.delete(id);
    this.watches.clear();
  }
}
