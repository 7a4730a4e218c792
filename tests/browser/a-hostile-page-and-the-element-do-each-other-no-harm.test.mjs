import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, WIDGET, story } from "./support/story.mjs";
import { serve } from "./support/server.mjs";

const HOSTILE = join(ROOT, "tests/browser/support/hostile");

const page = (head, body) =>
  `<!doctype html><html lang="zh"><head><title>x</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
const loader = (folder, name) => `<script src="${folder}celan-explorer.js"${name ? ` data-name="${name}"` : ""} defer></script>`;

/// Tells `steps` with a server that has the element at /widget/ and these pages.
async function serving(pages, steps) {
  const server = await serve({ "/widget/": WIDGET, "/other/": WIDGET, "/hostile/": HOSTILE, ...pages });
  try {
    await steps(server);
  } finally {
    await server.close();
  }
}

/// How the parts of an explorer look, as far as a page could have a hand in it.
function looks(element) {
  return element.evaluate((it) => {
    const told = [
      "background-color", "border-top-width", "border-top-style", "box-sizing", "color", "cursor", "direction", "float",
      "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "line-height", "list-style-type",
      "margin-top", "padding-left", "text-align", "text-indent", "text-shadow", "text-transform", "white-space",
      "word-spacing",
    ];
    const parts = [".explorer", "header", "input[role=combobox]", "nav.views > *", "main", "h1", "table.targets td", "svg.chart text"];
    return parts.map((part) => {
      const found = it.shadowRoot.querySelector(part);
      if (!found) throw new Error(`there is no ${part}`);
      const style = getComputedStyle(found);
      return [part, ...told.map((name) => `${name}: ${style.getPropertyValue(name)}`)].join("; ");
    });
  });
}

story("styles that fall on everything and patched prototypes change nothing in the element", async (visit) => {
  const element = '<celan-explorer id="it" view="targets"></celan-explorer>';
  const pages = {
    "/clean.html": page(loader("/widget/"), element),
    "/bad.html": page(
      `<link rel="stylesheet" href="/hostile/page.css"><script src="/hostile/page.js"></script>${loader("/widget/")}`,
      element,
    ),
  };
  await serving(pages, async (server) => {
    const seen = [];
    for (const name of ["clean", "bad"]) {
      await visit.open(`${server.origin}/${name}.html`);
      const explorer = await visit.explorer(visit.page.locator("#it")).ready();
      await explorer.bars.first().waitFor();
      seen.push(await looks(visit.page.locator("#it")));
      await explorer.view("检索");
      await explorer.search("高新技术企业");
      await explorer.found();
      await explorer.hits.first().click();
      await explorer.openPassage.first().waitFor();
      await explorer.language("EN");
      await explorer.assertShows(/Targets/);
    }
    assert.deepEqual(seen[1], seen[0]);
  });
});

story("the element leaves nothing on the page around it", async (visit) => {
  await serving({ "/x.html": page("", '<div id="room"></div>') }, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const state = () =>
      visit.page.evaluate(() => ({
        names: Object.keys(window).join(),
        own: [Object, Array, String, Function, Element, Node, HTMLElement, Promise, Map]
          .map((type) => Object.getOwnPropertyNames(type.prototype).join())
          .join("|"),
        head: document.head.innerHTML,
        body: document.body.outerHTML.replace(/<celan-explorer.*<\/celan-explorer>/, ""),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        address: location.href,
        title: document.title,
      }));
    const before = await state();
    await visit.page.addScriptTag({ url: "/widget/celan-explorer.js" });
    await visit.page.locator("#room").evaluate((room) => room.append(document.createElement("celan-explorer")));
    const explorer = await visit.explorer(visit.page.locator("#room")).ready();
    await explorer.search("合金材料");
    await explorer.found();
    await visit.page.evaluate(() => document.querySelector("script").remove());
    assert.deepEqual(await state(), before);
  });
});

story("a name that is taken is told to who can change it, and another name does", async (visit) => {
  const body = '<celan-explorer>theirs</celan-explorer><celan-plans id="it"></celan-plans>';
  const pages = {
    "/x.html": page(
      `<script src="/hostile/taken.js"></script>${loader("/widget/")}${loader("/other/", "celan-plans")}`,
      body,
    ),
  };
  await serving(pages, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    await visit.explorer(visit.page.locator("#it")).ready();
    assert.ok(await visit.page.getByText("theirs").isVisible());
    assert.equal(visit.noise.filter((line) => /data-name="celan-plans"/.test(line)).length, 1);
    visit.forgive(/belongs to another script/);
  });
});

story("two versions on one page run side by side, each with an engine of its own", async (visit) => {
  const room = mkdtempSync(join(tmpdir(), "celan-version-"));
  try {
    cpSync(WIDGET, room, { recursive: true });
    for (const name of readdirSync(room).filter((name) => /^celan(-explorer)?\b.*\.js$/.test(name))) {
      const path = join(room, name);
      writeFileSync(path, readFileSync(path, "utf8").replace(/"version":"\w+"/, '"version":"another"'));
    }
    const body = '<celan-explorer id="a"></celan-explorer><celan-two id="b" view="targets"></celan-two>';
    const pages = { "/later/": room, "/x.html": page(loader("/widget/") + loader("/later/", "celan-two"), body) };
    await serving(pages, async (server) => {
      await visit.open(`${server.origin}/x.html`);
      const one = await visit.explorer(visit.page.locator("#a")).ready();
      const other = await visit.explorer(visit.page.locator("#b")).ready();
      await other.rows.first().waitFor();
      await one.search("合金材料");
      await one.found();
      assert.equal(visit.page.workers().length, 2);
      for (const from of ["/widget/", "/later/"]) {
        const programs = server.asked.filter((path) => path.startsWith(from) && path.endsWith(".wasm"));
        assert.equal(programs.filter((path) => path.includes("/program.")).length, 1, from);
        assert.deepEqual(programs, [...new Set(programs)], from);
      }
    });
  } finally {
    rmSync(room, { recursive: true });
  }
});

story("two copies on one page get along, under one name or two", async (visit) => {
  const body = '<celan-explorer id="a"></celan-explorer><celan-two id="b" view="targets"></celan-two>';
  const pages = { "/x.html": page(loader("/widget/") + loader("/other/") + loader("/other/", "celan-two"), body) };
  await serving(pages, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const one = await visit.explorer(visit.page.locator("#a")).ready();
    const other = await visit.explorer(visit.page.locator("#b")).ready();
    await one.search("合金材料");
    await one.found();
    await other.rows.first().waitFor();
    const words = (element) => element.evaluate((it) => it.view);
    assert.deepEqual([await words(visit.page.locator("#a")), await words(visit.page.locator("#b"))], ["", "targets"]);
  });
});
