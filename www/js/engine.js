// One engine instance. This function is also the text of the Worker, so it uses nothing around it.

function serveEngine(glue, post) {
  let program;
  let engine;

  function answer({ load, bytes, plan, request }) {
    if (plan) return engine.plan(plan);
    if (!load) return engine.call(request);
    engine.load(load, new Uint8Array(bytes));
    return { answer: "loaded" };
  }

  return async function receive(message) {
    const responses = [];
    try {
      if (message.module) {
        program = glue();
        await program({ module_or_path: message.module });
        engine = new program.Engine(new Uint8Array(message.core));
        post({ ready: true });
        return;
      }
      for (const call of message.calls) responses.push(answer(call));
      post({ id: message.id, responses });
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

// What `serve` serves in a Worker or, where that is refused, beside the app; `first` is the first message it gets.
function anywhere(serve, glue, first, hear) {
  let place;
  const run = (chosen) => {
    place = chosen;
    place.post(first);
  };
  const told = (message) => (message.refused === undefined ? hear(message) : run(beside(serve, glue, told)));
  run(inWorker(serve, glue, told) || beside(serve, glue, told));
  return { post: (message) => place.post(message), stop: () => place.stop() };
}
