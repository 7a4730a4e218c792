import assert from "node:assert/strict";
import { story } from "./support/story.mjs";

story("the language changes and is kept", async (visit) => {
  const page = await visit.openSite();
  await page.language("EN");
  await visit.page.locator("html[lang=en]").waitFor();
  await visit.page.reload();
  await visit.explorer().ready();
  assert.equal(await visit.page.locator("html").getAttribute("lang"), "en");
});

for (const [locale, lang] of [["en-US", "zh-Hans"], ["zh-TW", "zh-Hant"], ["zh-CN", "zh-Hans"]]) {
  story(
    `the first visit of a browser in ${locale} is in ${lang}`,
    async (visit) => {
      await visit.openSite();
      assert.equal(await visit.page.locator("html").getAttribute("lang"), lang);
    },
    { settings: { locale } },
  );
}

story("in English the frame has no Chinese left but names", async (visit) => {
  const page = await visit.openSite("#/duties");
  await page.language("EN");
  await visit.page.locator("html[lang=en]").waitFor();
  const nav = await page.frame.locator("nav.views").innerText();
  assert.doesNotMatch(nav, /\p{Script=Han}/u);
});

story("no text is a bare key of the strings", async (visit) => {
  const page = await visit.openSite();
  for (const language of ["简", "繁", "EN"]) {
    await page.language(language);
    for (const view of ["search?q=产业", "targets", "industries", "duties", "documents"]) {
      await visit.page.evaluate((hash) => (location.hash = hash), `#/${view}`);
      await visit.page.waitForTimeout(300);
      const keys = (await page.text()).match(/\b[a-z]+\.[a-z_]+(\.[a-z_]+)?\b/g) ?? [];
      // File names have a dot too, and so have masked figures (x.x%).
      const left = keys.filter((key) => !/\.(txt|md|html|docx|pdf|zip|json)$|^[x.]+$/.test(key));
      assert.deepEqual(left, [], `${language} ${view}`);
    }
  }
});
