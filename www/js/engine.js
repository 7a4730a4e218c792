// One engine instance. This function is also the text of the Worker, so it uses nothing around it.

function serveEngine(glue, post) {
  let program;
  let engine;
  let core;

  // What asks the mender about a text. It has no glue: what it is given and what it tells goes through its one buffer.
  async function mender(bytes) {
    const { exports } = (await WebAssembly.instantiate(bytes)).instance;
    const buffer = (length) => {
      const start = exports.room(length);
      return new Uint8Array(exports.memory.buffer, start, length);
    };
    const give = (bytes) => buffer(bytes.length).set(bytes);
    const encoder = new TextEncoder();
    const pairs = [];
    for (let lead = 0x81; lead < 0xff; lead += 1) {
      for (let trail = 0x40; trail < 0xff; trail += 1) pairs.push(lead, trail, 10);
    }
    give(encoder.encode(new TextDecoder("gbk").decode(new Uint8Array(pairs))));
    exports.take_pairs();
    give(core);
    if (!exports.take_tables()) throw new Error("the mender cannot read its tables");
    return (text) => {
      give(encoder.encode(text));
      return new TextDecoder().decode(buffer(exports.tell()));
    };
  }

  async function answer({ load, bytes, plan, records, request }) {
    if (plan) return engine.plan(plan);
    if (records) return records.map((doc) => engine.record(doc));
    if (!load) return engine.call(request);
    if (load === "mender") engine.mend(await mender(bytes));
    else engine.load(load, new Uint8Array(bytes));
    return { answer: "loaded" };
  }

  return async function receive(message) {
    const responses = [];
    try {
      if (message.module) {
        program = glue();
        await program({ module_or_path: message.module });
        core = new Uint8Array(message.core);
        engine = new program.Engine(core);
        post({ ready: true });
        return;
      }
      for (const call of message.calls) responses.push(await answer(call));
      post({ id: message.id, responses, hurt: engine.wants_mending() });
    } catch (error) {
      const last = program && program.last_panic ? program.last_panic() : "";
      post({ id: message.id, responses, trouble: last || String(error) });
    }
  };
}

// What `serve` serves in a Worker of its own. `hear` gets what it posts; `{refused}` when a Worker cannot be had here.
function inWorker(serve, glue, hear) {
  const scope = `"use strict";
    const receive = (${serve})(${glue}, (message) => postMessage(message));
    onmessage = (event) => receive(event.data);
    onmessageerror = () => postMessage({ refused: "the program cannot be handed to a Worker" });`;
  const address = URL.createObjectURL(new Blob([scope], { type: "text/javascript" }));
  let worker;
  let started = false;
  try {
    worker = new Worker(address);
  } catch (error) {
    URL.revokeObjectURL(address);
    return null;
  }
  worker.onmessage = (event) => {
    if (!started) URL.revokeObjectURL(address);
    started = true;
    hear(event.data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const why = event.message || "no Worker is allowed here";
    hear(started ? { trouble: why } : { refused: why });
  };
  return { post: (message) => worker.postMessage(message), stop: () => worker.terminate() };
}

// The same beside the app, each call in a task of its own so that the page can breathe between two.
function beside(serve, glue, hear) {
  let stopped = false;
  const receive = serve(glue, (message) => stopped || hear(message));
  return {
    post: (message) => setTimeout(() => stopped || receive(message)),
    stop: () => {
      stopped = true;
    },
  };
}
