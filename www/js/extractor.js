// Reads texts with a program of its own, which is fetched when the first one comes that was not read before, in a Worker of
// its own, so that nobody who searches waits for it.

// How long a Worker is kept that has nothing to do, ms.
const IDLE = 5000;

// The text of a Worker, so it uses nothing around it.
function serveExtractor(glue, post) {
  let extractor;
  return async function receive({ module, core, model, file, record }) {
    try {
      if (module) {
        const program = glue();
        await program({ module_or_path: module });
        extractor = new program.Extractor(new Uint8Array(core));
        if (model) extractor.load_model(new Uint8Array(model));
        post({ ready: true });
      } else if (model) {
        post({ answer: extractor.load_model(new Uint8Array(model)) });
      } else if (file) {
        post({ answer: extractor.read(file.name, file.bytes) });
      } else {
        post({ answer: extractor.read_record(record) });
      }
    } catch (error) {
      post({ trouble: String(error) });
    }
  };
}

class Extractor {
  constructor(assets) {
    this.assets = assets;
    this.jobs = []; // the first one is under way
    this.model = undefined; // the repair model, once a document wanted it
    this.place = null; // where the program runs
  }

  // Resolves with {records, refused} of a file that is a text.
  readFile(name, bytes) {
    return this.ask({ file: { name, bytes } });
  }

  // Resolves with the record of a document, read anew.
  readRecord(record) {
    return this.ask({ record });
  }

  // From the next document on, slipped bytes are put right.
  async bringModel() {
    this.model = await this.assets.part("model");
    await this.ask({ model: this.model });
  }

  ask(message) {
    return new Promise((resolve, reject) => {
      this.jobs.push({ message, resolve, reject });
      if (this.jobs.length === 1) this.next();
    });
  }

  async next() {
    clearTimeout(this.idle);
    if (!this.jobs.length) {
      this.idle = setTimeout(() => this.stop(), IDLE);
    } else if (this.place) {
      this.place.post(this.jobs[0].message);
    } else {
      try {
        await this.start();
      } catch (error) {
        for (const job of this.jobs.splice(0)) job.reject(error);
      }
    }
  }

  // Whoever hears `ready` goes on with the first job.
  async start() {
    const [module, core] = await Promise.all([this.assets.module("extractor"), this.assets.part("core")]);
    if (this.closed) return;
    const first = { module, core, model: this.model };
    this.place = anywhere(serveExtractor, extractorGlue, first, (message) => this.hear(message));
  }

  hear({ ready, answer, trouble }) {
    if (ready) return this.next();
    const job = this.jobs.shift();
    if (trouble === undefined) {
      job.resolve(answer);
    } else {
      // What a document broke is not used for the next one.
      this.stop();
      job.reject(Object.assign(new Error(trouble), { code: "extractor_panicked" }));
    }
    return this.next();
  }

  stop() {
    clearTimeout(this.idle);
    if (this.place) this.place.stop();
    this.place = null;
  }

  close() {
    this.closed = true;
    this.stop();
  }
}
