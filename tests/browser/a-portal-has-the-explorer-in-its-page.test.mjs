import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, SINGLE, WIDGET, story } from "./support/story.mjs";
import { STRICT, serve } from "./support/server.mjs";

const PORTAL = join(ROOT, "dist/portal");
const LOADER = '<script src="/widget/celan-explorer.js" defer></script>';

/// A host page of a few lines; `element` is what the editor pasted.
const host = (element) =>
  `<!doctype html><html lang="zh"><head><title>x</title><link rel="icon" href="data:,">${LOADER}</head><body>${element}</body></html>`;

async function withServer(places, options, steps) {
  const server = await serve(places, options);
  try {
    await steps(server);
  } finally {
    await server.close();
  }
}

story("a portal with resets, old globals and a strict policy", async (visit) => {
  await withServer({ "/widget/": WIDGET, "/portal/": PORTAL }, {}, async (server) => {
    await visit.open(`${server.origin}/portal/`);
    const element = visit.page.locator("#explorer");
    const page = await visit.explorer(element).ready();
    await page.search("高新技术企业");
    await page.hits.first().waitFor();
    const box = await page.box.evaluate((input) => getComputedStyle(input).backgroundColor);
    assert.notEqual(box, "rgb(255, 255, 0)", "the portal's styles stay outside");
    const banner = await visit.page.locator(".banner strong").evaluate((node) => getComputedStyle(node).fontSize);
    assert.equal(banner, "26px", "and ours inside");
    assert.equal(new URL(visit.page.url()).hash, "", "the portal's address is its own");
  });
});

story("nothing is fetched before it comes near the viewport", async (visit) => {
  const far = '<div style="height:1px"></div><main id="far"></main><celan-explorer id="it"><p>目录</p></celan-explorer>';
  const places = { "/widget/": WIDGET, "/x.html": host(far) };
  await withServer(places, { policy: "" }, async (server) => {
    await visit.page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => (document.getElementById("far").style.height = "5000px"));
    });
    await visit.open(`${server.origin}/x.html`);
    await visit.page.waitForTimeout(500);
    assert.deepEqual(server.asked, ["/x.html", "/widget/celan-explorer.js"]);
    assert.ok(await visit.page.getByText("目录").count());
    await visit.page.locator("#it").evaluate((element) => element.scrollIntoView());
    await visit.explorer(visit.page.locator("#it")).ready();
    assert.equal(await visit.page.getByText("目录").isVisible(), false);
  });
});

story("attributes and properties are live", async (visit) => {
  const places = { "/widget/": WIDGET, "/x.html": host('<celan-explorer id="it" q="合金材料"></celan-explorer>') };
  await withServer(places, {}, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const element = visit.page.locator("#it");
    const page = await visit.explorer(element).ready();
    assert.equal(await page.box.inputValue(), "合金材料");
    await element.evaluate((it) => it.setAttribute("q", "新能源"));
    await visit.page.waitForFunction(
      () => document.getElementById("it").shadowRoot.querySelector("input[role=combobox]").value === "新能源",
    );
    await element.evaluate((it) => (it.view = "targets"));
    await page.rows.first().waitFor();
    assert.equal(await element.getAttribute("view"), "targets");
    await element.evaluate((it) => (it.lang = "en"));
    await element.locator(".explorer[lang=en]").waitFor();
    await element.evaluate((it) => (it.height = "300"));
    assert.equal(await element.evaluate((it) => it.offsetHeight), 300);
  });
});

story("one chart or one filtered list alone, each figure leading to its sentence", async (visit) => {
  const both =
    '<celan-explorer id="chart" view="chart" indicator="high_tech_enterprises"></celan-explorer>' +
    '<celan-explorer id="list" view="list" industry="new_materials" region="341723"></celan-explorer>';
  await withServer({ "/widget/": WIDGET, "/x.html": host(both) }, {}, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const [chart, list] = ["#chart", "#list"].map((id) => visit.page.locator(id));
    await chart.locator("svg.chart .mark").first().waitFor();
    await list.locator("tbody tr").first().waitFor();
    for (const element of [chart, list]) assert.equal(await element.getByRole("combobox").count(), 0);
    const all = await list.locator("tbody tr").count();
    await list.evaluate((it) => it.removeAttribute("industry"));
    await visit.page.waitForFunction(
      (all) => document.getElementById("list").shadowRoot.querySelectorAll("tbody tr").length > all,
      all,
    );
    await chart.locator("svg.chart .mark").first().click();
    await chart.locator("[data-open]").first().waitFor();
    await chart.getByRole("button", { name: "返回" }).click();
    await chart.locator("svg.chart .mark").first().waitFor();
  });
});

story("a portal's colours and face hold in the element", async (visit) => {
  const places = { "/widget/": WIDGET, "/x.html": host('<celan-explorer id="it"></celan-explorer>') };
  await withServer(places, {}, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const element = visit.page.locator("#it");
    await visit.explorer(element).ready();
    await element.evaluate((it) => {
      it.style.setProperty("--celan-paper", "rgb(1, 2, 3)");
      it.style.setProperty("--celan-font", "FangSong");
    });
    const style = (name) => element.locator(".explorer").evaluate((it, name) => getComputedStyle(it)[name], name);
    assert.equal(await style("backgroundColor"), "rgb(1, 2, 3)");
    assert.equal(await style("fontFamily"), "FangSong");
  });
});

story("without script the portal shows the targets as a table", async (visit) => {
  await withServer({ "/widget/": WIDGET, "/portal/": PORTAL }, {}, async (server) => {
    await visit.open(`${server.origin}/portal/`);
    const rows = visit.page.locator("#single tbody tr");
    assert.ok((await rows.count()) >= 3);
    for (const row of await rows.allInnerTexts()) assert.match(row, /高新技术企业|高新技術企業/);
    await visit.open(`${server.origin}/widget/embed.html`);
    assert.ok((await visit.page.locator("celan-explorer tbody tr").count()) > 100);
    // What is pasted is no page of its own, and names no icon.
    visit.forgive(/404/);
  });
}, { settings: { javaScriptEnabled: false } });

story("ten elements come and go and leave nothing behind", async (visit) => {
  const places = { "/widget/": WIDGET, "/x.html": host('<div id="room"></div>') };
  await withServer(places, {}, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const room = visit.page.locator("#room");
    const devtools = await visit.context.newCDPSession(visit.page);
    await devtools.send("Performance.enable");
    const turns = async (count) => {
      for (let turn = 0; turn < count; turn += 1) {
        await room.evaluate((it) => it.append(document.createElement("celan-explorer")));
        await visit.explorer(room).ready();
        await room.evaluate((it) => it.replaceChildren());
      }
      await visit.page.waitForTimeout(300);
      await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      const told = (name) => metrics.find((metric) => metric.name === name).value;
      return { listeners: told("JSEventListeners"), nodes: told("Nodes") };
    };
    // The first ones make what all later ones share, some of it late.
    const before = await turns(10);
    const after = await turns(10);
    for (let tries = 0; visit.page.workers().length > 0 && tries < 50; tries += 1) await visit.page.waitForTimeout(100);
    assert.equal(visit.page.workers().length, 0, "the last one takes the engine with it");
    assert.ok(after.listeners <= before.listeners, `${after.listeners} listeners after ${before.listeners}`);
    assert.ok(after.nodes <= before.nodes, `${after.nodes} nodes after ${before.nodes}`);
  });
});

story("several on a page share one engine and one download", async (visit) => {
  const two = '<celan-explorer id="a"></celan-explorer><celan-explorer id="b" view="targets"></celan-explorer>';
  await withServer({ "/widget/": WIDGET, "/x.html": host(two) }, {}, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    await visit.explorer(visit.page.locator("#a")).ready();
    await visit.explorer(visit.page.locator("#b")).ready();
    assert.equal(visit.page.workers().length, 1);
    const programs = server.asked.filter((path) => path.endsWith(".wasm"));
    assert.equal(programs.filter((path) => path.includes("/program.")).length, 1);
    assert.deepEqual(programs, [...new Set(programs)]);
  });
});

story("a policy without WebAssembly leaves the portal's own words and says what to change", async (visit) => {
  const policy = STRICT.replace(" 'wasm-unsafe-eval'", "");
  const element = '<celan-explorer id="it"><p>文件目录</p></celan-explorer>';
  await withServer({ "/widget/": WIDGET, "/x.html": host(element) }, { policy }, async (server) => {
    await visit.page.addInitScript(() => {
      addEventListener("celan-error", (event) => (window.told = event.detail.policy));
    });
    await visit.open(`${server.origin}/x.html`);
    await visit.page.waitForFunction(() => window.told);
    assert.match(await visit.page.evaluate(() => window.told), /wasm-unsafe-eval/);
    assert.ok(await visit.page.getByText("文件目录").isVisible());
    visit.forgive(/WebAssembly|wasm-unsafe-eval|unsafe-eval/);
  });
});

story("a policy without blob: workers only moves the engine beside the page", async (visit) => {
  const policy = STRICT.replace("worker-src 'self' blob:", "worker-src 'self'");
  const element = '<celan-explorer id="it"></celan-explorer>';
  await withServer({ "/widget/": WIDGET, "/x.html": host(element) }, { policy }, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const page = await visit.explorer(visit.page.locator("#it")).ready();
    await page.search("合金材料");
    await page.hits.first().waitFor();
    assert.equal(visit.page.workers().length, 0);
    visit.forgive(/worker-src|Refused to create a worker|Creating a worker/i);
  });
});

story("the element in a srcdoc frame", async (visit) => {
  const inner = host('<celan-explorer id="it"></celan-explorer>').replaceAll('"', "&quot;");
  const outer = `<!doctype html><html lang="zh"><head><title>x</title><link rel="icon" href="data:,"></head><body><iframe width="900" height="700" srcdoc="${inner}"></iframe></body></html>`;
  const policy = `${STRICT}; frame-src 'self'`;
  await withServer({ "/widget/": WIDGET, "/x.html": outer }, { policy }, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const frame = visit.page.frameLocator("iframe");
    const page = await visit.explorer(frame.locator("#it")).ready();
    await page.search("合金材料");
    await page.hits.first().waitFor();
  });
});

story("the single file in a sandboxed frame", async (visit) => {
  const outer = `<!doctype html><html lang="zh"><head><title>x</title><link rel="icon" href="data:,"></head><body><iframe width="900" height="700" sandbox="allow-scripts" src="/dist/celan.html"></iframe></body></html>`;
  // The server says UTF-8, as most do; the file says otherwise, and is right.
  await withServer({ "/x.html": outer, "/dist/": dirname(SINGLE) }, { policy: "" }, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const frame = visit.page.frameLocator("iframe");
    const page = await visit.explorer(frame).ready();
    await page.search("合金材料");
    await page.hits.first().waitFor();
  });
});

story("an offline copy from a portal's page opens by itself, at the same view", async (visit) => {
  const places = { "/widget/": WIDGET, "/x.html": host('<celan-explorer id="it" view="documents"></celan-explorer>') };
  const room = mkdtempSync(join(tmpdir(), "策览 门户 "));
  try {
    await withServer(places, {}, async (server) => {
      await visit.open(`${server.origin}/x.html`);
      const page = await visit.explorer(visit.page.locator("#it")).ready();
      const [download] = await Promise.all([
        visit.page.waitForEvent("download"),
        page.main.getByRole("button", { name: "保存离线副本" }).click(),
      ]);
      await download.saveAs(join(room, "副本.html"));
    });
    await visit.context.setOffline(true);
    await visit.page.goto(pathToFileURL(join(room, "副本.html")).href);
    const page = await visit.explorer().ready();
    await page.assertShows(/5 份文件/);
    assert.match(visit.page.url(), /#\/documents/);
    await page.view("检索");
    await page.search("合金材料");
    await page.found();
  } finally {
    rmSync(room, { recursive: true });
  }
});

story("a portal that takes only frames shows the explorer as high as it is", async (visit) => {
  const address = "/widget/frame.html?view=chart&indicator=high_tech_enterprises&lang=zh-Hans";
  const frame = `<iframe id="it" title="策览" src="${address}" width="700" height="120"></iframe>`;
  const places = { "/widget/": WIDGET, "/x.html": host(`${frame}<script src="/widget/celan-frame.js" defer></script>`) };
  await withServer(places, { policy: `${STRICT}; frame-src 'self'` }, async (server) => {
    await visit.open(`${server.origin}/x.html`);
    const page = await visit.explorer(visit.page.frameLocator("#it")).ready();
    await page.bars.first().waitFor();
    const heights = () =>
      visit.page.locator("#it").evaluate((it) => [it.clientHeight, it.contentDocument.documentElement.scrollHeight]);
    await page.until(async () => {
      const [room, content] = await heights();
      return room > 300 && content <= room;
    }, "the frame is as high as the explorer in it");
    await visit.page.locator("#it").evaluate((it) => (it.style.width = "360px"));
    await page.until(async () => {
      const [room, content] = await heights();
      return content <= room;
    }, "and stays so when it gets narrower");
  });
});
