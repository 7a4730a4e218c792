// A corpus in parts: what a request needs of it is fetched before the engine is asked. The forms of its files stand at the
// heads of `pack.rs` in celan-formats and `lib.rs` in celan-catalog.

// Documents fetched to have something to show at first.
const FIRST_FETCHED = 12;
// Documents fetched for an answer of a few; for one of all there are, so many at most.
const FETCHED = 22;
const FETCHED_AT_MOST = 44;
// Of long documents fewer are fetched at a time: with those of so many bytes of text it is enough, but for the very first ones.
const ENOUGH = 180000;
const AT_LEAST = 5;
// How long a question must stand before something is fetched for it, ms: while somebody types, each key asks one.
const STANDING = 120;

class Catalog {
  // `head` is the address of the head of the corpus.
  constructor(assets, head, directory) {
    this.folder = assets.address(head).replace(/\.celan$/, "/");
    this.here = new Set(); // numbers of documents that were fetched or are under way
    this.numbers = new Map(); // id → number
    this.fetches = new Map(); // part → its bytes, under way
    this.answered = new Map(); // call → {asked, more}: asked anew, as when its documents came, it brings nothing
    this.program = this.start(assets, directory);
    // Whoever asks for documents hears of it.
    this.program.catch(() => {});
  }

  async start(assets, directory) {
    const { exports } = (await WebAssembly.instantiate(await assets.part("locator"))).instance;
    const buffer = (length) => {
      const start = exports.room(length);
      return new Uint8Array(exports.memory.buffer, start, length);
    };
    const give = (bytes) => buffer(bytes.length).set(bytes);
    // What a function says to a plan, in numbers.
    const ask = (name, words, more) => {
      give(new TextEncoder().encode(words));
      const length = exports[name](more);
      return [...new Uint32Array(buffer(length).slice().buffer)];
    };
    give(directory);
    if (!exports.take_directory()) throw new Error(`${this.folder}: no directory`);
    return { ask, take: (part, bytes) => (give(bytes), exports.take_part(part)) };
  }

  // Resolves with the numbers of the documents that a plan for a call is about, those not fetched yet only, and whether there
  // are `more` of them.
  async documents(call, { words, docs }, most) {
    const program = await this.program;
    const asked = [words, most, docs].join();
    const before = this.answered.get(call);
    if (before && before.asked === asked) return { numbers: [], more: before.more };
    const wanted = program.ask("wanted", words);
    await Promise.all(wanted.map(async (part) => program.take(part, await this.part(`l${part}`))));
    const left = docs && new Set(docs.map((id) => this.numbers.get(id)));
    const ranked = pairs(program.ask("rank", words, left ? this.numbers.size : most));
    const best = (left ? ranked.filter(([number]) => left.has(number)) : ranked).slice(0, most);
    const missing = best.filter(([number]) => this.isMissing(number));
    const fitting = enough(missing);
    const more = fitting.length < missing.length || best.length === most;
    this.answered.set(call, { asked, more });
    return { numbers: fitting.map(([number]) => number), more };
  }

  isMissing(number) {
    return number !== undefined && !this.here.has(number);
  }

  missing(numbers) {
    return numbers.filter((number) => this.isMissing(number));
  }

  // Resolves with the record of a document; one that cannot be had may be asked for again.
  async document(number) {
    this.here.add(number);
    try {
      return await this.part(`d${number}`);
    } catch (error) {
      this.here.delete(number);
      throw error;
    }
  }

  // The bytes of a part. Those who ask while it is under way wait for the same fetch.
  part(name) {
    if (!this.fetches.has(name)) {
      const fetching = fetched(`${this.folder}${name}.part`).then((bytes) => gunzipped(bytes, PACK_LIMIT));
      this.fetches.set(name, fetching);
      const done = () => this.fetches.delete(name);
      fetching.then(done, done);
    }
    return this.fetches.get(name).then((bytes) => new Uint8Array(bytes));
  }
}

function pairs(numbers) {
  return numbers.flatMap((number, at) => (at % 2 ? [] : [[number, numbers[at + 1]]]));
}

// Of documents with their lengths the first ones, which are enough at a time.
function enough(docs) {
  let bytes = 0;
  const fits = ([, length], at) => (bytes += length) <= ENOUGH || at < AT_LEAST;
  const end = docs.findIndex((doc, at) => !fits(doc, at));
  return end < 0 ? docs : docs.slice(0, end);
}

// How many documents are fetched for a request.
function fetchedFor({ call, offset, limit }) {
  return call === "search" ? Math.max(FETCHED, Math.min(offset + limit + 2, 10 * FETCHED_AT_MOST)) : FETCHED_AT_MOST;
}
