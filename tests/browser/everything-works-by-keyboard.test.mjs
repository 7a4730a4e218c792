import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("slash, words, Enter, Down, Enter, Escape", async (visit) => {
  const page = await visit.openSite();
  const keys = visit.page.keyboard;
  await keys.press("/");
  await keys.insertText("高新技术企业");
  await keys.press("Enter");
  await page.hits.first().waitFor();
  await page.box.press("Enter");
  await page.until(() => focusedIs(visit, ".hit-link"), "Enter goes to the first passage");
  await keys.press("ArrowDown");
  await keys.press("Enter");
  await page.reader.waitFor();
  assert.ok(await focusedIs(visit, ".hit-link"), "the focus stays in the list");
  await keys.press("Escape");
  await page.reader.waitFor({ state: "detached" });
});

story("Tab reaches the views and every stop can be seen", async (visit) => {
  await visit.openSite();
  const seen = new Set();
  for (let press = 0; press < 25; press += 1) {
    await visit.page.keyboard.press("Tab");
    const stop = await visit.page.evaluate(() => {
      const here = document.activeElement;
      // A field may be marked by the frame around it.
      const marked = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" || style.boxShadow !== "none";
      };
      const shown = here.matches("body") || marked(here) || (here.matches("input") && marked(here.parentElement));
      return { words: here.innerText || here.getAttribute("aria-label") || here.tagName, shown };
    });
    assert.ok(stop.shown, `no visible focus on ${stop.words}`);
    seen.add(stop.words.trim());
  }
  for (const view of ["检索", "目标", "产业", "责任", "文件"]) assert.ok(seen.has(view), `${view} in ${[...seen]}`);
});

function focusedIs(visit, selector) {
  return visit.page.evaluate((selector) => document.activeElement.matches(selector), selector);
}
