import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { OUT, story } from "./support/story.mjs";

const VIEWS = {
  landing: "#/search",
  search: "#/search?q=高新技术企业",
  targets: "#/targets",
  industries: "#/industries",
  duties: "#/duties",
  documents: "#/documents",
};

/// What axe has to say of colours.
const COLOURS = ["color-contrast", "link-in-text-block"];

/// With `CELAN_PICTURES=1` pictures of all that is looked at are left in `out`, for people.
const PICTURES = process.env.CELAN_PICTURES;

if (PICTURES) mkdirSync(OUT, { recursive: true });

for (const width of [360, 1280]) {
  const settings = { viewport: { width, height: 800 } };
  story(`${width} px, light and dark: axe finds nothing, nothing sticks out`, look, { settings, timeout: 600_000 });
}

async function look(visit) {
  const page = await visit.openSite();
  const { width } = visit.page.viewportSize();
  // Filters and header are the same in every view.
  const frame = ["header", ".rail"];
  for (const [name, hash] of Object.entries(VIEWS)) {
    await visit.page.evaluate((hash) => (location.hash = hash), hash);
    const view = hash.match(/\w+/)[0];
    await visit.page.locator(`.explorer[data-view=${view}]`).waitFor();
    await page.ready();
    await page.heading.first().waitFor();
    const room = await visit.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(room[0] <= room[1], `${name} is ${room[0]} px wide in ${room[1]}`);
    for (const colorScheme of ["light", "dark"]) {
      await visit.page.emulateMedia({ colorScheme });
      if (PICTURES) {
        await visit.page.screenshot({ path: join(OUT, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      // The scheme changes colours and nothing else.
      const rules = colorScheme === "dark" ? COLOURS : undefined;
      await visit.assertAccessible(`${name} ${width} ${colorScheme}`, rules, name === "search" ? [] : frame);
    }
  }
}

// 200 % zoom of 640 px is 320 px of room.
story("at 320 px and at 200 % zoom nothing is lost", everything, { settings: { viewport: { width: 320, height: 640 } } });

async function everything(visit) {
  const page = await visit.openSite();
  for (const [name, hash] of Object.entries({ ...VIEWS, heat: "#/targets?chart=heat&count=passages" })) {
    await visit.page.evaluate((hash) => (location.hash = hash), hash);
    await visit.page.locator(`.explorer[data-view=${hash.match(/\w+/)[0]}]`).waitFor();
    await page.ready();
    const out = await visit.page.evaluate(() => {
      const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const sticksOut = (element) => element.getBoundingClientRect().right > innerWidth + 1 && element.innerText && !scrolls(element);
      return [...document.querySelectorAll(".explorer main *, .header *")].filter(sticksOut).map((element) => element.outerHTML.slice(0, 80));
    });
    assert.deepEqual(out, [], name);
  }
  await page.box.waitFor();
}

for (const [language, locale] of [["en", "EN"], ["zh-Hant", "繁"]]) {
  story(`in ${language} axe finds nothing, in both themes and 关怀版`, async (visit) => {
    const page = await visit.openSite("#/targets");
    await page.language(locale);
    await visit.page.locator(`html[lang=${language}]`).waitFor();
    await page.frame.locator(".tools > button").last().click();
    for (const [name, hash] of Object.entries(VIEWS)) {
      await visit.page.evaluate((hash) => (location.hash = hash), hash);
      await visit.page.locator(`.explorer[data-view=${hash.match(/\w+/)[0]}]`).waitFor();
      await page.ready();
      await page.heading.first().waitFor();
      for (const colorScheme of ["light", "dark"]) {
        await visit.page.emulateMedia({ colorScheme });
        const rules = colorScheme === "dark" ? COLOURS : undefined;
        await visit.assertAccessible(`${name} ${language} ${colorScheme}`, rules);
      }
    }
  }, { timeout: 600_000 });
}
