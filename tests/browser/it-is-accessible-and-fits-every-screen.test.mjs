import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { OUT, story } from "./support/story.mjs";

const VIEWS = {
  landing: "",
  search: "#/search?q=高新技术企业",
  targets: "#/targets",
  industries: "#/industries",
  duties: "#/duties",
  documents: "#/documents",
};

mkdirSync(OUT, { recursive: true });

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    story(
      `${width} px, ${colorScheme}: axe finds nothing, nothing sticks out`,
      async (visit) => {
        for (const [name, hash] of Object.entries(VIEWS)) {
          await visit.page.goto("about:blank");
          const page = await visit.openSite(hash);
          await page.heading.first().waitFor();
          await visit.page.screenshot({ path: join(OUT, `${name}-${width}-${colorScheme}.png`), fullPage: true });
          const room = await visit.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.ok(room[0] <= room[1], `${name} is ${room[0]} px wide in ${room[1]}`);
          await visit.assertAccessible(`${name} ${width} ${colorScheme}`);
        }
      },
      { settings: { viewport: { width, height: 800 }, colorScheme } },
    );
  }
}
