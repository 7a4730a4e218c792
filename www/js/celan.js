// The program's script: finds its parts, starts the app, and lets explorers on a page share one engine.

const assets = new Assets(document.currentScript);
const links = new Map(); // corpus address → {link, users}
const seats = []; // empty ones, to be used again: {root, app}
let program; // the app's instance, one for all explorers

function startProgram() {
  if (!program) {
    program = (async () => {
      const instance = celanGlue();
      await instance({ module_or_path: await assets.module("wasm") });
      return instance;
    })();
    program.catch(() => (program = undefined));
  }
  return program;
}

function newSeat(app) {
  const root = document.createElement("div");
  return { root, app: app.seat(root) };
}

// Puts an explorer into `root`, an empty element. `place` is the element that hears its events.
async function explore(root, place, corpus, options) {
  const key = corpus || "";
  const app = await startProgram();
  const shared = links.get(key) || { link: new Link(assets, corpus), users: 0 };
  links.set(key, shared);
  shared.users += 1;
  const host = new Host(shared.link, place);
  const seat = seats.pop() || newSeat(app);
  root.append(seat.root);
  // What the keeper of the documents set: title and languages.
  const wishes = (options) => Object.assign(options, BUILD.own);
  seat.app.open(host, wishes(options));
  return {
    update: (changed) => seat.app.update(wishes(changed)),
    close: () => {
      seat.app.close();
      seat.root.remove();
      seats.push(seat);
      host.close();
      shared.users -= 1;
      if (!shared.users) {
        links.delete(key);
        shared.link.close();
      }
    },
  };
}

// For `element.js`, which brought this script in: one entry for each version, nothing by name on the page's globals.
Object.defineProperty(globalThis, Symbol.for(`celan ${BUILD.version}`), {
  value: { explore, sheet: () => assets.sheet() },
  configurable: true,
});

// On our own page the script itself says where the explorer goes.
const ownRoot = document.currentScript && document.currentScript.dataset.celan;
if (ownRoot) startPage(document.getElementById(ownRoot), document.currentScript.dataset);

async function startPage(root, wishes) {
  const waiting = document.getElementById("celan-waiting");
  try {
    // A saved file opens where it was saved, unless its link says otherwise.
    if (document.getElementById("celan-start") && !location.hash) location.hash = text(await inlined("start"));
    await explore(root, root, wishes.corpus, { embedded: false });
    if (waiting) waiting.remove();
    root.hidden = false;
    keepOffline(wishes);
  } catch (error) {
    tellTrouble(waiting || root, error);
  }
}

// The page's own words for the one case in which the app cannot speak.
function tellTrouble(place, error) {
  const blocked = error instanceof WebAssembly.CompileError || typeof WebAssembly !== "object";
  const words = [
    "策览没能打开。需要 Chromium 86 或更新的浏览器,并允许脚本和 WebAssembly。",
    "Celan could not start. It needs Chromium 86 or newer with scripts and WebAssembly allowed.",
    blocked ? "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'" : "",
    String((error && error.message) || error),
  ];
  place.replaceChildren(
    ...words.filter(Boolean).map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }),
  );
  place.setAttribute("role", "alert");
}

// The hosted page works without network after the first visit; nothing depends on it. A new version is offered to the
// person, and the page starts anew with it when they take it.
async function keepOffline(wishes) {
  if (!wishes.offline || !("serviceWorker" in navigator) || !globalThis.isSecureContext) return;
  const { serviceWorker } = navigator;
  let taken = false;
  try {
    const registration = await serviceWorker.register(assets.address(wishes.offline));
    const offer = () => {
      if (!registration.waiting || !serviceWorker.controller) return;
      for (const { link } of links.values()) {
        link.takeOver = () => {
          taken = true;
          // Where another tab took it meanwhile, none waits any more.
          if (registration.waiting) registration.waiting.postMessage("take over");
          else location.reload();
        };
        link.set({ update: true });
      }
    };
    registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", offer));
    serviceWorker.addEventListener("controllerchange", () => taken && location.reload());
    offer();
  } catch (error) {
    // Without it the page needs the network, as most do.
  }
}
