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

story("关怀版 has type and controls a quarter larger, and is still on at the next visit", async (visit) => {
  const page = await visit.openSite("#/search?q=高新技术企业");
  await page.found();
  const sizes = () =>
    visit.page.evaluate(() => {
      const size = (selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
      const height = (selector) => document.querySelector(selector).getBoundingClientRect().height;
      return [size(".explorer"), size(".explorer h1"), size(".hit"), height(".explorer [role=combobox]"), height(".tools > button")];
    });
  const before = await sizes();
  await page.frame.getByRole("button", { name: "关怀版" }).click();
  await page.frame.and(visit.page.locator("[data-care=on]")).waitFor();
  const larger = (await sizes()).map((size, at) => size / before[at]);
  assert.ok(larger.every((ratio) => ratio > 1.2 && ratio < 1.35), `ratios ${larger}`);
  await visit.page.reload();
  await page.ready();
  assert.equal(await page.frame.getByRole("button", { name: "关怀版" }).getAttribute("aria-pressed"), "true");
});

story("who asks for less motion sees none", async (visit) => {
  const page = await visit.openSite("#/targets?indicator=high_tech_enterprises");
  await page.bars.first().waitFor();
  const moving = () =>
    visit.page.evaluate(() => {
      const still = (value) => value.split(",").every((time) => parseFloat(time) === 0);
      const moves = (style) => !still(style.transitionDuration) || style.animationName !== "none" || style.scrollBehavior === "smooth";
      return [...document.querySelectorAll("*")].filter((element) => moves(getComputedStyle(element))).length;
    });
  const button = page.frame.getByRole("button", { name: "关怀版" });
  await button.hover();
  assert.ok((await moving()) > 0, "a button under the pointer changes its colour gently");
  await visit.page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await moving(), 0);
});
