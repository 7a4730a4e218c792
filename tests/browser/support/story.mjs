// A story: a visit to a page in a real Chromium. When it ends, the console must be empty, nothing may have been asked of
// another origin, and nothing may have failed to load.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { Explorer } from "./explorer.mjs";
import { serve } from "./server.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const SITE = join(ROOT, "dist/site");
export const WIDGET = join(ROOT, "dist/widget");
export const SINGLE = join(ROOT, "dist/celan.html");
export const OUT = join(ROOT, "tests/browser/out");

/// Longest time an explorer may take to have its documents, on a slow machine with company.
const PATIENCE = 90_000;

/// Chromium asks for the icon of a tab past the service worker, and says so when nobody answers.
const TAB_ICON = /\/icon\.\w+\.svg$/;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser;
let site;

after(async () => {
  await browser?.close();
  await site?.close();
});

async function theBrowser() {
  if (!browser) {
    const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
    browser = await chromium.launch({ executablePath: named ?? chromium.executablePath(), args: FLAGS });
  }
  return browser;
}

/// The hosted page, at a path of its own so that every address in it has to be relative.
async function theSite() {
  site ??= await serve({ "/some/where/": SITE });
  return `${site.origin}/some/where/`;
}

/// Tells a story. `steps` gets the visit; `settings` are those of Playwright's context.
export function story(sentence, steps, { settings = {}, timeout = 240_000 } = {}) {
  test(sentence, { timeout }, async () => {
    const visit = await newVisit(settings);
    try {
      await steps(visit);
      for (const one of [visit, ...visit.others]) one.assertQuiet();
    } finally {
      for (const one of [visit, ...visit.others]) await one.context.close();
    }
  });
}

async function newVisit(settings) {
  const context = await (await theBrowser()).newContext({
    viewport: { width: 1280, height: 800 },
    locale: "zh-CN",
    ...settings,
  });
  return new Visit(context, await context.newPage());
}

export class Visit {
  constructor(context, page) {
    this.others = [];
    this.context = context;
    this.page = page;
    this.noise = [];
    this.foreign = [];
    this.homes = new Set();
    page.setDefaultTimeout(PATIENCE);
    page.on("console", (message) => {
      const { url } = message.location();
      if (!TAB_ICON.test(url)) this.noise.push(`${message.type()}: ${message.text()} (${url})`);
    });
    page.on("pageerror", (error) => this.noise.push(`error: ${error}`));
    page.on("requestfailed", (request) => {
      // What was under way when the page went on has not failed.
      const dropped = request.failure()?.errorText === "net::ERR_ABORTED";
      if (!dropped && !TAB_ICON.test(request.url())) this.noise.push(`failed: ${request.url()}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && !this.homes.has(url.origin)) this.foreign.push(request.url());
    });
  }

  /// A visit with another browser, which knows nothing of this one; it must stay as quiet.
  async elsewhere(settings = {}) {
    this.others.push(await newVisit(settings));
    return this.others[this.others.length - 1];
  }

  /// Opens an address and counts its origin as ours.
  async open(address) {
    const url = new URL(address);
    this.homes.add(url.origin);
    await this.page.goto(address);
  }

  /// Opens the hosted page with a hash and waits until its documents are there.
  async openSite(hash = "") {
    await this.open((await theSite()) + hash);
    return this.explorer().ready();
  }

  /// The page model of the explorer in `root` (the page itself, or a frame or element in it).
  explorer(root = this.page) {
    return new Explorer(this.page, root);
  }

  /// Accepts what is in the console so far, which the story has looked at itself.
  forgive(pattern) {
    this.noise = this.noise.filter((line) => !pattern.test(line));
  }

  assertQuiet() {
    assert.deepEqual(this.noise, [], "the console must stay empty");
    assert.deepEqual(this.foreign, [], "nothing may be asked of another origin");
  }

  /// Axe finds nothing by its `rules`, or by any of its own, outside of `leftOut`.
  async assertAccessible(what, rules, leftOut = []) {
    // A colour on its way from one to the other is neither.
    await this.page.waitForTimeout(100);
    await this.page.evaluate(settled);
    // axe brings a script of its own, which the page's policy would refuse; it is not ours to allow it.
    const axe = leftOut.reduce((axe, part) => axe.exclude(part), new AxeBuilder({ page: this.page }));
    const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.target).join(" | ")}`);
    assert.deepEqual(told, [], `axe: ${what}`);
  }
}

/// In the page: every animation that has an end has come to it.
async function settled() {
  const shadows = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const moving = [document, ...shadows].flatMap((root) => root.getAnimations());
  const ending = moving.filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
  await Promise.allSettled(ending.map((one) => one.finished));
}
