// The way to one engine and its documents: queue, start, restart. All explorers of a page that show the same corpus
// share one link.

// Endings of the files that the engine leaves to the reader, and of packs.
const MORE_THAN_TEXT = /\.(md|markdown|x?html?|docx|pdf|zip|celan)$/i;

// The part that puts slipped bytes right, brought only when a document shows such damage.
const MENDER = "late-mender";
// Documents that the engine is given at once.
const TOGETHER = 32;
// Time between two tellings that documents came, ms: what is shown is asked anew at each.
const NEWS = 1000;

class Link {
  constructor(assets, corpus) {
    this.assets = assets;
    this.corpus = corpus;
    this.engine = null;
    this.ready = false;
    this.workerRefused = false;
    this.serial = 0;
    this.running = null; // {id, jobs} the engine is at
    this.calls = []; // asked by people
    this.loads = []; // documents, behind the calls
    this.more = 0; // bringers of documents that have not brought all of theirs
    this.catalog = null; // of a corpus in parts
    this.asked = ""; // the query that was asked last
    this.told = { count: 0, at: -NEWS }; // entries of the shelf, and when it was last said that documents came or went
    this.shelf = []; // [{request, docs}]: what a new engine would have to be given
    this.harmful = new Set(); // late parts at which an engine broke down
    this.brought = new Set(); // late parts that the engine has or waits for
    this.hurt = false; // a document shows damage that the mender may put right
    this.listeners = new Map();
    this.state = {
      phase: "starting",
      done: 0,
      total: 0,
      lost: 0,
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
    const isMore = request.call === "add" && (MORE_THAN_TEXT.test(request.name) || isPack(request.bytes));
    if (isMore) return this.read(request);
    return request.call === "add" ? this.give(request) : this.put(request, ticket);
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
        return failure("not_included", String((error && error.message) || error));
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
        if (plan && plan.words !== undefined) {
          await this.bring(await this.catalog.documents(plan, fetchedFor(browse === request ? request : { call: "industry" })));
        }
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
          const request = await this.catalog.document(number);
          await new Promise((resolve) => {
            this.loads.unshift({ request, fetched: true, resolve });
            this.pump();
          });
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
  async bringing(work) {
    this.more += 1;
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
      const ids = await keptIds();
      await this.bringing(async () => {
        this.expect(ids.length);
        while (ids.length && !this.closed) {
          const some = ids.splice(0, TOGETHER);
          const records = await keptRecords(some[0], some[some.length - 1]);
          const given = await Promise.all(records.map((record) => this.give(recordRequest(record), true)));
          for (const added of given) docs.push(...(added.docs || []).map((doc) => doc.id));
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
      for await (const records of this.records(docs)) await keepRecords(records);
      return true;
    } catch (error) {
      return false;
    }
  }

  // Adds what the reader gets out of a file, or what a pack holds.
  async read({ name, bytes }) {
    const answer = { answer: "added", docs: [], refused: [] };
    try {
      const isOurs = isPack(bytes) || /\.celan$/i.test(name);
      const read = await (isOurs ? unpack(name, bytes) : readFile(this.assets, name, bytes));
      answer.refused.push(...read.refused);
      const isMany = read.requests.length > TOGETHER;
      if (isMany) this.expect(read.requests.length);
      const given = await Promise.all(read.requests.map((request) => this.give(request, isMany)));
      given.forEach((added, at) => {
        if (added.answer === "added") answer.docs.push(...added.docs);
        else answer.refused.push({ code: added.code, name: read.requests[at].name || name, found: added.found });
      });
    } catch (error) {
      answer.refused.push({ code: "not_included", name, found: String((error && error.message) || error) });
    }
    return answer;
  }

  // The documents that are there now, as [{name, text}] of what they were read from.
  async documents() {
    const documents = [];
    for (const id of this.here()) {
      const view = await this.put({ call: "document", doc: id });
      if (view.answer === "document") documents.push({ name: view.head.file, text: view.source });
    }
    return documents;
  }

  // What a pack holds of documents: [[id, record]], a few at a time.
  async *records(docs = this.here()) {
    for (let at = 0; at < docs.length; at += TOGETHER) {
      const some = docs.slice(at, at + TOGETHER);
      const records = await this.late({ records: some });
      if (!Array.isArray(records)) throw new Error(records.found);
      yield some.map((id, at) => [id, records[at]]).filter(([, record]) => record);
    }
  }

  // The ids of the documents that are there now.
  here() {
    return this.shelf.filter((entry) => !entry.announced).flatMap((entry) => entry.docs);
  }

  // Asks the engine, before documents that wait.
  put(request, ticket) {
    return this.queue(this.calls, { request, ticket });
  }

  // Gives the engine a document, behind what people ask. One that is `counted` shows how far it is.
  give(request, counted) {
    return this.queue(this.loads, { request, counted });
  }

  queue(jobs, job) {
    return new Promise((resolve) => {
      if (this.state.phase === "failed") {
        resolve(failure("engine_gone", this.state.trouble));
        return;
      }
      jobs.push({ ...job, resolve });
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
      const { requests, directory } = await this.assets.corpus(this.corpus);
      const announced = directory !== undefined;
      if (announced) this.catalog = new Catalog(this.assets, this.corpus, directory);
      for (const request of requests) this.loads.push({ request, counted: true, announced, resolve: () => {} });
      this.set({ total: requests.length, phase: requests.length ? "loading" : "ready" });
      if (!requests.length) this.later();
      this.pump();
    } catch (error) {
      this.fail(error);
    }
  }

  // Starts an engine; `pump` gives it work as soon as it is ready.
  async open() {
    const [module, core] = await Promise.all([this.assets.module(), this.assets.part("core")]);
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
      this.hurt = message.hurt;
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
    if (this.state.phase === "ready" && jobs.some((job) => job.announced)) {
      this.bring(this.catalog.missing([...Array(FIRST_FETCHED).keys()]));
    }
    responses.forEach((response, at) => jobs[at].resolve(response));
  }

  // Gives the engine its next job as soon as all is asked that is asked at a time.
  pump() {
    queueMicrotask(() => this.work());
  }

  // What people ask goes before documents that wait, suggestions behind answers. Documents that were read before the visit
  // take no time, so they go together.
  work() {
    if (!this.ready || this.running) return;
    let count = 1;
    const isQuick = (job) => job && job.request && job.request.call === "add_record";
    while (count < TOGETHER && isQuick(this.loads[0]) && isQuick(this.loads[count])) count += 1;
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
      const docs = response.docs.map((doc) => doc.id);
      if (job.again) this.loads.unshift(...removals(docs, job.entry.docs));
      else if (docs.length) this.shelf.push({ request: job.request, docs, announced: job.announced });
      if (job.announced) this.announce(response.docs[0]);
      if (docs.length && !job.announced && !job.fetched) this.news(change);
    }
    if (response.answer === "removed" && response.found) {
      for (const entry of this.shelf) entry.docs = entry.docs.filter((doc) => doc !== job.request.doc);
      this.shelf = this.shelf.filter((entry) => entry.docs.length);
      change.generation = this.tell();
    }
    // The mender read some documents anew.
    if (job.name === MENDER) change.generation = this.tell();
    if (job.counted) change.done = (change.done || this.state.done) + 1;
    this.settle(change);
  }

  // All documents are there when none waits and none is to come.
  settle(change) {
    if (this.state.phase !== "loading" || this.loads.length || this.more) return;
    change.phase = "ready";
    if (this.told.count !== this.shelf.length) change.generation = this.tell();
  }

  // Takes an announced document into the catalogue.
  announce(doc) {
    if (doc.title) this.catalog.numbers.set(doc.id, this.catalog.numbers.size);
    else this.fail("the corpus in parts was made by another version of Celan, or with other tables: build it anew");
  }

  // Tells that documents came: at once where there are a quarter more or it was told long ago, else after a while.
  news(change) {
    const wait = this.told.at + NEWS - performance.now();
    if (wait <= 0 || this.shelf.length >= this.told.count * 1.25) change.generation = this.tell();
    else if (!this.waiting) this.waiting = setTimeout(() => this.set({ generation: this.tell() }), wait);
  }

  // The number of the state in which the documents are known that are there now.
  tell() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.told = { count: this.shelf.length, at: performance.now() };
    return this.state.generation + 1;
  }

  // Brings the engine what it answers better with but does not need for its first answers.
  async later() {
    const isWanted = (name) =>
      name.startsWith("late-") &&
      (name !== MENDER || this.hurt) &&
      !this.brought.has(name) &&
      !this.harmful.has(name);
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
    if (job && job.entry) this.shelf = this.shelf.filter((entry) => entry !== job.entry);
    const again = this.shelf.map((entry) => ({ request: entry.request, entry, again: true, resolve: () => {} }));
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
    this.listeners.clear();
  }
}

// What a file brings back again although the person took it out before.
function removals(brought, kept) {
  const gone = brought.filter((doc) => !kept.includes(doc));
  return gone.map((doc) => ({ request: { call: "remove", doc }, resolve: () => {} }));
}

function failure(code, found) {
  return { answer: "failed", code, found: found || "" };
}
