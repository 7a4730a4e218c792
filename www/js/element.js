// <celan-explorer>: the one small script a portal puts into its page. It fetches nothing until an explorer comes near
// the viewport; what stands between the tags is shown until then, and stays when the explorer cannot run.

(() => {
  const WISHES = ["view", "q", "industry", "region", "indicator", "lang", "theme"];
  const own = document.currentScript;
  const here = own && own.src;
  if (!here) return;
  const NAME = own.dataset.name || "celan-explorer";
  const taken = customElements.get(NAME);
  if (taken) {
    // Another copy of this script serves as well.
    if (taken.celan) return;
    console.error(
      `${here}: <${NAME}> belongs to another script of this page. Write <script src="…" data-name="celan-plans"> ` +
        "and use <celan-plans> in place of it.",
    );
    return;
  }

  let program; // one script for all explorers of the page
  function fetchProgram() {
    if (!program) {
      program = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(BUILD.script, here).href;
        script.onload = () => {
          script.remove();
          resolve(globalThis[Symbol.for(`celan ${BUILD.version}`)]);
        };
        script.onerror = () => {
          script.remove();
          program = undefined;
          reject(new Error(`${script.src} could not be loaded; script-src must allow it`));
        };
        document.head.append(script);
      });
    }
    return program;
  }

  class CelanExplorer extends HTMLElement {
    static get celan() {
      return BUILD.version;
    }

    static get observedAttributes() {
      return [...WISHES, "src", "height"];
    }

    constructor() {
      super();
      this.attachShadow({ mode: "open" });
    }

    connectedCallback() {
      if (this._explorer || this._near) return;
      if (this.getAttribute("loading") === "eager" || typeof IntersectionObserver !== "function") {
        this._start();
        return;
      }
      this._near = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this._start();
        },
        { rootMargin: "400px" },
      );
      this._near.observe(this);
      if (!this.shadowRoot.firstChild) this.shadowRoot.append(document.createElement("slot"));
    }

    // Moved elements leave and come back in one go; only one that stays away is taken down.
    disconnectedCallback() {
      Promise.resolve().then(() => {
        if (!this.isConnected) this._stop();
      });
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name === "height") this._size();
      else if (name === "src") this._restart();
      else if (this._explorer) this._explorer.update(this._options());
    }

    async _start() {
      this._forget();
      const turn = (this._turn = {});
      const place = document.createElement("div");
      place.className = "celan";
      place.hidden = true;
      const slot = document.createElement("slot");
      this.shadowRoot.replaceChildren(slot, place);
      this._place = place;
      this._size();
      try {
        const celan = await fetchProgram();
        const sheet = await celan.sheet();
        if (turn !== this._turn) return;
        this.shadowRoot.adoptedStyleSheets = [sheet];
        const src = this.getAttribute("src");
        const corpus = new URL(src || BUILD.corpus, src ? document.baseURI : here).href;
        const explorer = await celan.explore(place, this, corpus, this._options());
        if (turn !== this._turn) {
          explorer.close();
          return;
        }
        this._explorer = explorer;
        explorer.update(this._options());
        place.hidden = false;
        slot.remove();
        this._tell("celan-ready", {});
      } catch (error) {
        if (turn !== this._turn) return;
        place.remove();
        this._tell("celan-error", {
          message: String((error && error.message) || error),
          policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:",
        });
      }
    }

    _stop() {
      this._forget();
      this._turn = undefined;
      if (this._explorer) this._explorer.close();
      this._explorer = this._place = undefined;
      this.shadowRoot.adoptedStyleSheets = [];
      this.shadowRoot.replaceChildren(document.createElement("slot"));
    }

    _restart() {
      if (!this._turn) return;
      this._stop();
      if (this.isConnected) this._start();
    }

    _forget() {
      if (this._near) this._near.disconnect();
      this._near = undefined;
    }

    _options() {
      const options = { embedded: true };
      for (const wish of WISHES) options[wish] = this.getAttribute(wish) || "";
      return options;
    }

    _size() {
      if (!this._place) return;
      const height = this.getAttribute("height") || "";
      this._place.style.height = /^\d+$/.test(height) ? `${height}px` : height;
      this._place.style.overflow = height ? "auto" : "";
    }

    _tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }

  for (const name of [...WISHES, "src", "height"]) {
    // `lang` is a property of every element already, and reflects.
    if (name in HTMLElement.prototype) continue;
    Object.defineProperty(CelanExplorer.prototype, name, {
      get() {
        return this.getAttribute(name) || "";
      },
      set(value) {
        if (value === null || value === undefined || value === "") this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
      enumerable: true,
      configurable: true,
    });
  }

  customElements.define(NAME, CelanExplorer);
})();
