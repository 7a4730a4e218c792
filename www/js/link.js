// The way to one engine and its documents: queue, start, restart. All explorers of a page that show the same corpus
// share one link.

// Endings of the files that are left to the reader.
const MORE_THAN_TEXT = /\.(md|markdown|x?html?|docx|pdf|zip)$/i;
const IS_PACK = /\.celan$/i;

// Documents that the engine is given at once.
const TOGETHER = 32;
// Documents that are made ready for it in one task of the page.
const AT_HAND = 512;
// What is fetched for a question that needs nothing.
const NOTHING = { numbers: [], more: false };
// Time between two tellings that documents came, ms: what is shown is asked anew at each.
const NEWS = 1000;

class Link {
  constructor(assets, corpus) {
    this.assets = assets;
    this.corpus = corpus;
    this.engine = null;
    this.extractor = new Extractor(assets);
    this.ready = false;
    this.workerRefused = false;
    this.serial = 0;
    this.running = null; // {id, jobs} the engine is at
    this.calls = []; // asked by people
    this.loads = []; // documents, behind the calls
    this.more = 0; // bringers of documents that have not brought all of theirs
    this.catalog = null; // of a corpus in parts
    this.asked = ""; // the query that was asked last
    this.told = { count: 0, at: -NEWS }; // documents, and when it was last said that some came or went
    this.shelf = new Map(); // id → {record, announced}: what a new engine would have to be given
    this.harmful = new Set(); // late parts at which an engine broke down
    this.brought = new Set(); // late parts that the engine has or waits for
    this.damaged = new Set(); // ids of documents that the repair model may read better
    this.mending = false; // it was asked for
    this.given = Promise.resolve(); // when the bytes of the last file are here
    this.kept = new Set(); // ids of documents that are kept for later visits
    this.listeners = new Map();
    this.state = {
      phase: "starting",
      done: 0,
      total: 0,
      lost: 0,
      unread: false,
      on_main_thread: false,
      restarts: 0,
      update: false,
      generation: 0,
      trouble: null,
    };
    this.begin();
  }

  // Resolves with the answer, or with undefined when the call was dropped by its ticket.
  ask(request, ticket) {
    if (request.script) return this.inScript(request, ticket);
    if (this.catalog) {
      // What is here answers at once; what comes for a question makes it be asked anew.
      const fetching = this.fetchFor(request);
      if (request.call === "document") return fetching.then(() => this.put(request, ticket));
    }
    return this.put(request, ticket);
  }

  // Brings the phrases of the other script before the first document that is shown in it.
  async inScript(request, ticket) {
    if (!this.brought.has("script")) {
      try {
        const bytes = await this.assets.part("script");
        const loaded = this.late({ load: "script", bytes }, "script");
        this.brought.add("script");
        await loaded;
      } catch (error) {
        return unread(error);
      }
    }
    return this.put(request, ticket);
  }

  // Asks the engine for something besides a request, before all other calls.
  late(late, name) {
    return new Promise((resolve) => {
      this.calls.unshift({ name, late, resolve });
      this.pump();
    });
  }

  // Brings the documents of a corpus in parts that a request is about.
  async fetchFor(request) {
    const browse = request.browse || request;
    try {
      if (request.call === "document") {
        await this.bring(this.catalog.missing([this.catalog.numbers.get(request.doc)]));
      } else if (browse.filters) {
        this.asked = browse.query;
        await new Promise((resolve) => setTimeout(resolve, STANDING));
        if (this.asked !== browse.query) return;
        const plan = await this.late({ plan: request });
        const most = fetchedFor(browse === request ? request : { call: "industry" });
        const isPlan = plan && plan.words !== undefined;
        const { numbers, more } = isPlan ? await this.catalog.documents(request.call, plan, most) : NOTHING;
        if (more !== this.state.unread) this.set({ unread: more });
        await this.bring(numbers);
      }
    } catch (error) {
      this.set({ lost: this.state.lost + 1, trouble: String((error && error.message) || error) });
    }
  }

  // Fetches documents of a corpus in parts and gives them to the engine; resolves when it has them.
  async bring(numbers) {
    if (!numbers.length) return;
    let lost = 0;
    await Promise.all(
      numbers.map(async (number) => {
        try {
          await this.give(await this.catalog.document(number), { fetched: true });
        } catch (error) {
          lost += 1;
        }
      }),
    );
    this.set({ generation: this.tell(), lost });
  }

  // Brings all documents of a corpus in parts.
  async readAll() {
    const numbers = this.catalog ? this.catalog.missing([...this.catalog.numbers.values()]) : [];
    const total = numbers.length;
    await this.bringing(async () => {
      while (numbers.length && !this.closed) {
        this.set({ phase: "loading", done: total - numbers.length, total });
        await this.bring(numbers.splice(0, FETCHED_AT_MOST));
        // What cannot be had now is not asked for a thousand times.
        if (this.state.lost === FETCHED_AT_MOST) break;
      }
    });
  }

  // Does `work`, which brings documents one after the other; all are there when it is done.
  bringing(work) {
    this.more += 1;
    return this.ending(work);
  }

  // The same for a bringer that is counted already.
  async ending(work) {
    try {
      return await work();
    } finally {
      this.more -= 1;
      const change = {};
      this.settle(change);
      this.set(change);
    }
  }

  // Brings the documents that the person added in earlier visits.
  async restore() {
    const docs = [];
    try {
      const kept = await keptIds();
      await this.bringing(async () => {
        this.expect(kept.length);
        while (kept.length && !this.closed) {
          const some = kept.splice(0, TOGETHER);
          const records = await keptRecords(some[0], some[some.length - 1]);
          const given = await Promise.all(records.map((record) => this.give(record, { counted: true })));
          const ids = given.map((added) => (added.docs || []).map((doc) => doc.id));
          docs.push(...ids.flat());
          for (const id of ids.flat()) this.kept.add(id);
          // What another version had read was read anew.
          const read = ids.flatMap((ids, at) => this.records(ids).map(([, record]) => [some[at], record]));
          await keepRecords(read.filter(([, record]) => !records.includes(record)));
        }
      });
      return { docs, complete: true };
    } catch (error) {
      return { docs, complete: false };
    }
  }

  // Keeps documents for later visits; resolves with whether the browser does.
  async keep(docs) {
    try {
      await keepRecords(this.records(docs));
      for (const id of docs) this.kept.add(id);
      return true;
    } catch (error) {
      return false;
    }
  }

  // Forgets a document that was kept; resolves with whether the browser does.
  forget(doc) {
    this.kept.delete(doc);
    return forgetRecord(doc).then(() => true, () => false);
  }

  // Opens a file; resolves with the documents that it holds.
  async openFile(file) {
    const { name } = file;
    const refused = ({ code, found }) => new Opened(this, name, { records: [], refused: [{ code, name, found }] });
    // One after the other, so that documents come in the order of their files.
    const given = this.given.then(() => file.arrayBuffer());
    this.given = given.then(ignored, ignored);
    try {
      const bytes = await given.catch(() => null);
      if (!bytes) return refused(failure("not_given"));
      return new Opened(this, name, await this.recordsOf(name, new Uint8Array(bytes)));
    } catch (error) {
      return refused(unread(error));
    }
  }

  // Resolves with {records, refused}: the documents of a file.
  recordsOf(name, bytes) {
    if (isPack(bytes) || IS_PACK.test(name)) return unpack(name, bytes);
    return MORE_THAN_TEXT.test(name) ? readFile(this.assets, name, bytes) : this.extractor.readFile(name, bytes);
  }

  // The records of documents, or of all that are here: [[id, record]].
  records(docs = [...this.shelf.keys()]) {
    const here = docs.filter((id) => this.shelf.has(id) && !this.shelf.get(id).announced);
    return here.map((id) => [id, this.shelf.get(id).record]);
  }

  // Asks the engine, before documents that wait.
  put(request, ticket) {
    return this.queue(this.calls, { request, ticket });
  }

  // Gives the engine a document, behind what people ask: one that is `counted` shows how far it is, one of a corpus in parts
  // is `announced` or `fetched`. What was not read before, or by another program, is read first.
  async give(record, marks = {}) {
    const add = (record) => this.queue(this.loads, { ...marks, request: { call: "add", record } });
    // A view would bring all that lies beside it wherever it is posted.
    if (ArrayBuffer.isView(record) && record.length < record.buffer.byteLength) record = record.slice();
    const answer = await add(record);
    if (answer.code !== "unread" || marks.announced) return answer;
    // `note` has counted it as one that is still to come.
    return this.ending(async () => {
      try {
        return await add(await this.extractor.readRecord(record));
      } catch (error) {
        if (marks.counted) this.set({ done: this.state.done + 1 });
        return unread(error);
      }
    });
  }

  // Gives the engine many documents, so many at a time that the page stays at hand; resolves with the answers about those that
  // were not added.
  async giveAll(records, marks) {
    const lost = [];
    for (let at = 0; at < records.length && !this.closed; at += AT_HAND) {
      const given = await Promise.all(records.slice(at, at + AT_HAND).map((record) => this.give(record, marks)));
      lost.push(...given.filter((added) => added.answer !== "added"));
    }
    return lost;
  }

  queue(jobs, job) {
    return new Promise((resolve) => {
      if (this.state.phase === "failed") {
        resolve(failure("engine_gone", this.state.trouble));
        return;
      }
      // What was fetched for a question goes before documents that wait.
      jobs[job.fetched ? "unshift" : "push"]({ ...job, resolve });
      this.pump();
    });
  }

  // So many counted documents come now.
  expect(count) {
    if (count) this.set({ phase: "loading", total: this.state.total + count });
  }

  async begin() {
    try {
      await this.open();
      const { records, directory } = await this.assets.corpus(this.corpus);
      const announced = directory !== undefined;
      if (announced) this.catalog = new Catalog(this.assets, this.corpus, directory);
      this.set({ total: records.length, phase: records.length ? "loading" : "ready" });
      const lost = await this.bringing(() => this.giveAll(records, { counted: true, announced }));
      if (this.state.phase === "ready") this.later();
      // Something to show before anything is asked.
      if (announced) this.bring(this.catalog.missing([...Array(FIRST_FETCHED).keys()]));
      if (lost.length && this.state.phase !== "failed") this.set({ lost: lost.length, trouble: lost[0].found });
    } catch (error) {
      this.fail(error);
    }
  }

  // Starts an engine; `pump` gives it work as soon as it is ready.
  async open() {
    const [module, core] = await Promise.all([this.assets.module("wasm"), this.assets.part("core")]);
    if (this.closed) return;
    const hear = (message) => this.hear(engine, message);
    let engine = this.workerRefused ? null : inWorker(serveEngine, celanGlue, hear);
    if (!engine) {
      this.workerRefused = true;
      engine = beside(serveEngine, celanGlue, hear);
      this.set({ on_main_thread: true });
    }
    this.engine = engine;
    try {
      engine.post({ module, core });
    } catch (error) {
      this.hear(engine, { refused: String(error) });
    }
  }

  hear(engine, message) {
    if (engine !== this.engine) return;
    if (message.refused !== undefined && !this.ready) {
      this.stop();
      this.workerRefused = true;
      this.open().catch((error) => this.fail(error));
    } else if (message.trouble !== undefined || message.refused !== undefined) {
      this.broke(message.trouble || message.refused, message.responses);
    } else if (message.ready) {
      this.ready = true;
      this.pump();
    } else if (this.running && message.id === this.running.id) {
      const { jobs } = this.running;
      this.running = null;
      this.answered(jobs, message.responses);
      this.pump();
    }
  }

  // Takes the answers to jobs, of which the last ones may have none.
  answered(jobs, responses) {
    const change = {};
    responses.forEach((response, at) => this.note(jobs[at], response, change));
    if (this.state.phase !== "failed" && Object.keys(change).length) this.set(change);
    if (this.state.phase === "ready") this.later();
    responses.forEach((response, at) => jobs[at].resolve(response));
  }

  // Gives the engine its next job as soon as all is asked that is asked at a time.
  pump() {
    queueMicrotask(() => this.work());
  }

  // What people ask goes before documents that wait, suggestions behind answers. Documents take no time, so they go together.
  work() {
    if (!this.ready || this.running) return;
    let count = 1;
    const isAdding = (job) => job && job.request && job.request.call === "add";
    while (count < TOGETHER && isAdding(this.loads[0]) && isAdding(this.loads[count])) count += 1;
    const answer = this.calls.findIndex((job) => !job.request || job.request.call !== "suggest");
    const jobs = this.calls.length ? this.calls.splice(Math.max(answer, 0), 1) : this.loads.splice(0, count);
    if (!jobs.length) return;
    this.running = { id: ++this.serial, jobs };
    const calls = jobs.map((job) => job.late || { request: job.request });
    this.engine.post({ id: this.running.id, calls });
  }

  // Lets go of a call that nobody waits for any more.
  drop(ticket) {
    const mine = (job) => job.ticket === ticket;
    const dropped = this.calls.filter(mine).concat(this.running ? this.running.jobs.filter(mine) : []);
    this.calls = this.calls.filter((job) => !mine(job));
    for (const job of dropped) job.resolve(undefined);
  }

  // Keeps the books: what is on the shelf, how far the corpus is. What people may see of it goes into `change`.
  note(job, response, change) {
    if (!response) return;
    if (response.answer === "added") {
      for (const { id, damaged } of response.docs) {
        const announced = job.again ? this.shelf.get(id).announced : job.announced;
        this.shelf.set(id, { record: job.request.record, announced });
        this.damaged[damaged ? "add" : "delete"](id);
        if (!job.announced && !job.fetched && !job.again) this.news(change);
      }
    }
    if (job.announced) this.announce(response);
    if (response.answer === "removed" && response.found) {
      const { doc } = job.request;
      this.shelf.delete(doc);
      this.damaged.delete(doc);
      const isGone = (load) => load.mends === doc;
      for (const load of this.loads.filter(isGone)) load.resolve(failure("unknown_document", doc));
      this.loads = this.loads.filter((load) => !isGone(load));
      change.generation = this.tell();
    }
    // What is to be read first comes again.
    if (response.code === "unread" && !job.announced) {
      this.more += 1;
      return;
    }
    if (job.counted) change.done = (change.done || this.state.done) + 1;
    this.settle(change);
  }

  // All documents are there when none waits and none is to come.
  settle(change) {
    if (this.state.phase !== "loading" || this.loads.length || this.more) return;
    change.phase = "ready";
    if (this.told.count !== this.shelf.size) change.generation = this.tell();
  }

  // Takes an announced document into the catalogue.
  announce({ docs }) {
    if (docs) this.catalog.numbers.set(docs[0].id, this.catalog.numbers.size);
    else this.fail("the corpus in parts was made by another version of Celan, or with other tables: build it anew");
  }

  // Tells that documents came: at once where there are a quarter more or it was told long ago, else after a while.
  news(change) {
    const wait = this.told.at + NEWS - performance.now();
    if (wait <= 0 || this.shelf.size >= this.told.count * 1.25) change.generation = this.tell();
    else if (!this.waiting) this.waiting = setTimeout(() => this.set({ generation: this.tell() }), wait);
  }

  // The number of the state in which the documents are known that are there now.
  tell() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.told = { count: this.shelf.size, at: performance.now() };
    return this.state.generation + 1;
  }

  // Brings the engine what it answers better with but does not need for its first answers.
  async later() {
    const isWanted = (name) => name.startsWith("late-") && !this.brought.has(name) && !this.harmful.has(name);
    for (const name of Object.keys(BUILD.parts).filter(isWanted)) {
      this.brought.add(name);
      try {
        const bytes = await this.assets.part(name);
        this.loads.push({ name, late: { load: name.slice("late-".length), bytes }, resolve: () => {} });
        this.pump();
      } catch (error) {
        // Without network it stays as it is.
      }
    }
    this.mend();
  }

  // Reads the documents anew whose bytes slipped, with the model that puts them right.
  async mend() {
    if (this.mending || !this.damaged.size) return;
    this.mending = true;
    try {
      await this.extractor.bringModel();
      for (const [id, record] of this.records([...this.damaged])) {
        const mended = await this.extractor.readRecord(record);
        // One that was removed meanwhile stays away.
        if (!this.shelf.has(id)) continue;
        await this.give(mended, { mends: id });
        if (this.kept.has(id)) await this.keep([id]);
      }
    } catch (error) {
      // They stay marked as damaged.
    }
  }

  // The engine did not survive its job. Another one gets the documents, the one that broke it left out.
  broke(trouble, responses = []) {
    const jobs = this.running ? this.running.jobs : [];
    const wasReady = this.ready;
    this.stop();
    this.running = null;
    this.answered(jobs, responses);
    const [job, ...behind] = jobs.slice(responses.length);
    if (!wasReady) {
      this.fail(trouble);
      return;
    }
    if (job && job.late) this.harmful.add(job.name);
    this.brought.clear();
    const waiting = behind.concat(this.loads).filter((load) => !load.again && !load.late);
    if (job && job.again) this.shelf.delete(job.again);
    const again = [...this.shelf].map(([id, { record }]) => {
      return { request: { call: "add", record }, again: id, resolve: () => {} };
    });
    this.loads = again.concat(waiting);
    const change = { restarts: this.state.restarts + 1, trouble };
    if (job && job.counted) change.done = this.state.done + 1;
    change.phase = this.loads.length ? "loading" : "ready";
    this.set(change);
    if (change.phase === "ready") this.later();
    if (job) job.resolve(failure("engine_panicked", trouble));
    this.open().catch((error) => this.fail(error));
  }

  fail(error) {
    const trouble = String((error && error.message) || error);
    this.stop();
    this.set({ phase: "failed", trouble });
    for (const job of this.calls.splice(0).concat(this.loads.splice(0))) job.resolve(failure("engine_gone", trouble));
  }

  set(change) {
    this.state = Object.assign({}, this.state, change);
    for (const listener of this.listeners.values()) listener(this.state);
  }

  stop() {
    if (this.engine) this.engine.stop();
    this.engine = null;
    this.ready = false;
  }

  close() {
    this.closed = true;
    clearTimeout(this.waiting);
    this.stop();
    this.extractor.close();
    this.listeners.clear();
  }
}

// The documents of a file that was opened. They are added some at a time, by who wants them added.
class Opened {
  constructor(link, name, { records, refused }) {
    this.link = link;
    this.name = name;
    this.records = records;
    this.refused = refused;
    this.at = 0;
    // The first ones at once, so that the engine need not wait between many small files.
    this.first = this.add();
  }

  // Documents in the file.
  count() {
    return this.records.length;
  }

  // Those that are still to be added.
  left() {
    return Math.max(this.records.length - this.at, 0);
  }

  // Adds the next ones; resolves with what came of them and, the first time, with what in the file was refused.
  next() {
    const added = this.first || this.add();
    this.first = null;
    return added;
  }

  async add() {
    const answer = { answer: "added", docs: [], refused: this.refused.splice(0) };
    const some = this.records.slice(this.at, this.at + TOGETHER);
    this.at += TOGETHER;
    for (const added of await Promise.all(some.map((record) => this.link.give(record)))) {
      if (added.answer === "added") answer.docs.push(...added.docs);
      else answer.refused.push({ code: added.code, name: this.name, found: added.found });
    }
    return answer;
  }
}

// Why a document could not be read: mostly because the program for it could not be had.
function unread(error) {
  return failure((error && error.code) || "not_included", String((error && error.message) || error));
}

function ignored() {}

function failure(code, found) {
  return { answer: "failed", code, found: found || "" };
}
