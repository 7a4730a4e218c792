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
    // What comes behind the first answers is on its way.
    await visit.page.waitForLoadState("networkidle");
    await server.close();
    await visit.page.goto(`${server.origin}/x/#/search?q=合金材料`);
    await visit.page.reload();
    const page = await visit.explorer().ready();
    await page.hits.first().waitFor();
    await page.found();
  },
);

story("the page installs as an app", async (visit) => {
  await visit.openSite();
  const devtools = await visit.context.newCDPSession(visit.page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A story's browser keeps nothing, and so installs nothing; nothing else stands in the way.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId), ["in-incognito"]);
  const { manifest, errors } = await devtools.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(manifest.name, "策览 Celan");
  assert.equal(manifest.display, "kStandalone");
  assert.ok(visit.page.url().startsWith(manifest.scope), "it opens inside its scope");
});

story(
  "a new version is offered, and taken as a whole",
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
      // The old version goes on until the person wants the new one.
      await visit.page.reload();
      await visit.explorer().ready();
      await visit.page.evaluate(() => navigator.serviceWorker.getRegistration().then((worker) => worker.update()));
      const offer = visit.page.getByRole("button", { name: "换用新版本" });
      await offer.waitFor();
      await visit.page.reload();
      assert.doesNotMatch(await visit.page.content(), /<!-- two -->/, "never half new");
      await Promise.all([visit.page.waitForEvent("load"), offer.click()]);
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
