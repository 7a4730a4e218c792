// The page model: what a person sees and does in an explorer, in one place.

import assert from "node:assert/strict";

export class Explorer {
  constructor(page, root) {
    this.page = page;
    this.root = root;
    this.frame = root.locator(".explorer");
    this.box = root.getByRole("combobox").first();
    this.main = this.frame.locator("main");
    this.hits = this.main.locator(".hit-link");
    this.marks = this.main.locator(".hit-link mark");
    this.chips = this.main.locator(".chips");
  }

  /// Waits until the documents are read.
  async ready() {
    await this.frame.first().waitFor();
    await this.frame.locator(".loading").waitFor({ state: "detached" });
    return this;
  }

  async search(words) {
    await this.box.fill(words);
    await this.box.press("Enter");
    return this;
  }

  async view(name) {
    await this.root.getByRole("navigation").getByRole("link", { name, exact: true }).click();
    return this;
  }

  async language(name) {
    await this.root.getByRole("radio", { name, exact: true }).or(this.root.getByRole("button", { name, exact: true })).first().click();
    return this;
  }

  /// The words of the whole explorer.
  text() {
    return this.frame.first().innerText();
  }

  async assertShows(pattern, what) {
    await this.page.waitForFunction(() => true);
    const shown = async () => pattern.test(await this.text());
    for (let tries = 0; tries < 100; tries += 1) {
      if (await shown()) return;
      await this.page.waitForTimeout(100);
    }
    assert.match(await this.text(), pattern, what);
  }
}
