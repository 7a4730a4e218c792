// The page model: what a person sees and does in an explorer. Every selector of the tests that is not a role and a name
// stands here.

import assert from "node:assert/strict";

export class Explorer {
  constructor(page, root) {
    this.page = page;
    this.frame = root.locator(".explorer");
    this.box = this.frame.getByRole("combobox");
    this.main = this.frame.locator("main");
    this.hits = this.main.locator("a.hit-link, button.hit-link");
    this.marks = this.hits.locator("mark");
    this.heading = this.main.locator("h1");
    this.reader = this.main.locator(".reader");
    this.openPassage = this.reader.locator("[data-open]");
    this.rows = this.main.locator("table.targets tbody tr");
    this.bars = this.main.locator("svg.chart .mark");
    this.rail = this.frame.locator(".rail");
  }

  /// Waits until the documents are read.
  async ready() {
    // Nothing is shown before the words of the language are there.
    await this.main.first().waitFor();
    await this.frame.locator(".loading").waitFor({ state: "detached" });
    await this.frame.locator(".waiting").waitFor({ state: "detached" });
    return this;
  }

  /// Types into the box and leaves it with Enter, as people do.
  async search(words) {
    await this.box.fill(words);
    await this.box.press("Enter");
    return this;
  }

  /// Opens one of the five views by its name.
  async view(name) {
    await this.frame.locator("nav.views").getByText(name, { exact: true }).click();
  }

  async language(name) {
    await this.frame.getByRole("button", { name, exact: true }).click();
  }

  /// Passages found, from the heading: `“…”:3 份文件,12 段`. Waits until it speaks of what is in the box.
  async total() {
    const words = (await this.box.inputValue()).trim();
    let told = "";
    await this.until(async () => {
      told = await this.heading.first().innerText();
      return told.includes(words);
    }, `the heading speaks of ${words}`);
    const figures = told.replace(words, "").match(/\d+/g) ?? ["0"];
    return Number(figures[figures.length - 1]);
  }

  /// Waits until the query finds something: answers given while documents are still read may yet be empty.
  async found() {
    await this.until(async () => (await this.total()) > 0, "something is found");
  }

  /// All tick boxes with their counts, as [{facet, name, count}].
  async filters() {
    await this.rail.locator("fieldset.facet").first().waitFor();
    return this.rail.locator("fieldset.facet").evaluateAll((sets) =>
      sets.flatMap((set) =>
        [...set.querySelectorAll("li label")].map((label) => ({
          facet: set.querySelector("legend").textContent.trim(),
          name: label.querySelector(".facet-name").textContent.trim(),
          count: Number(label.querySelector(".facet-count").textContent),
        })),
      ),
    );
  }

  /// Ticks the box `name` of a filter, or takes the tick away.
  async tick(facet, name) {
    const set = this.rail.locator("fieldset.facet").filter({ has: this.page.locator("legend", { hasText: facet }) });
    const row = set.locator("li label").filter({ has: this.page.locator(".facet-name", { hasText: exactly(name) }) });
    await row.first().locator("input").click();
  }

  /// The words of the whole explorer.
  text() {
    return this.frame.innerText();
  }

  async assertShows(pattern) {
    await this.until(async () => pattern.test(await this.text()), `the explorer shows ${pattern}`);
  }

  /// Waits until `check` holds.
  async until(check, what) {
    for (let tries = 0; tries < 150; tries += 1) {
      if (await check()) return;
      await this.page.waitForTimeout(100);
    }
    assert.fail(`waited in vain: ${what}; the explorer shows: ${(await this.text()).slice(0, 600)}`);
  }
}

function exactly(words) {
  return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}
