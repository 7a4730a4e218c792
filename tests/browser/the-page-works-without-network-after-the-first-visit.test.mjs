import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SITE, story } from "./support/story.mjs";
import { serve } from "./support/server.mjs";

story(
  "the second visit needs no server",
  async (visit) => {
    const server = await serve({ "/x/": SITE });
    await visit.open(`${server.origin}/x/`);
    await visit.explorer().ready();
    await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await server.close();
    await visit.page.goto(`${server.origin}/x/#/search?q=合金材料`);
    await visit.page.reload();
    const page = await visit.explorer().ready();
    await page.hits.first().waitFor();
    await page.found();
  },
);

story(
  "a new build takes over as a whole",
  async (visit) => {
    const folder = mkdtempSync(join(tmpdir(), "celan-site-"));
    cpSync(SITE, folder, { recursive: true });
    const server = await serve({ "/x/": folder });
    try {
      await visit.open(`${server.origin}/x/`);
      await visit.explorer().ready();
      await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      const index = join(folder, "index.html");
      writeFileSync(index, readFileSync(index, "utf8").replace("<title>策览</title>", "<title>策览</title><!-- two -->"));
      const worker = join(folder, "sw.js");
      writeFileSync(worker, readFileSync(worker, "utf8").replace(/"version":"\w+"/, '"version":"two"'));
      await visit.page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        await registration.update();
        const waiting = registration.waiting || registration.installing;
        const changed = new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
        waiting.postMessage("take over");
        await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, 5000))]);
      });
      await visit.page.reload();
      await visit.explorer().ready();
      assert.match(await visit.page.content(), /<!-- two -->/);
      const kept = await visit.page.evaluate(() => caches.keys());
      assert.deepEqual(kept, ["celan two"]);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true });
    }
  },
);
