// A first visit in a real Chromium, as a page audit would measure it: prints one JSON line with, for a desk and for a phone
// (a processor slowed down to a quarter), first paint, the time until something can be searched, the slowest answer to a key
// press, layout shift and blocked time. Milliseconds, but for the layout shift.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../browser/support/server.mjs";

const DEVICES = {
  desk: { slowed: 1, settings: { viewport: { width: 1280, height: 800 } } },
  phone: { slowed: 4, settings: { viewport: { width: 360, height: 740 }, hasTouch: true } },
};

const site = join(dirname(fileURLToPath(import.meta.url)), "../../dist/site");
const named = [process.env.CELAN_CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  executablePath: named ?? chromium.executablePath(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const server = await serve({ "/": site });
const told = {};
for (const [device, { slowed, settings }] of Object.entries(DEVICES)) {
  const context = await browser.newContext({ locale: "zh-CN", ...settings });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  await page.addInitScript(() => {
    globalThis.seen = { shift: 0, blocked: 0, slowest: 0 };
    const watch = (type, take, options) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
    watch("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
    watch("longtask", (entry) => (seen.blocked += Math.max(0, entry.duration - 50)));
    watch("event", (entry) => (seen.slowest = Math.max(seen.slowest, entry.interactionId ? entry.duration : 0)), { durationThreshold: 16 });
  });
  await page.goto(`${server.origin}/`);
  await page.locator(".landing h1").waitFor();
  const usable = await page.evaluate(() => performance.now());
  await page.locator(".loading").waitFor({ state: "detached" });
  const box = page.getByRole("combobox");
  await box.focus();
  for (const key of "xinnengyuan") await page.keyboard.press(key, { delay: 30 });
  await page.locator("main .hit-link").first().waitFor();
  for (const view of ["目标", "产业", "责任", "文件"]) {
    await page.locator("nav.views").getByText(view, { exact: true }).click();
    await page.locator(".waiting").waitFor({ state: "detached" });
  }
  await page.waitForTimeout(500);
  const { paint, seen } = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    seen: globalThis.seen,
  }));
  told[device] = {
    first_paint: Math.round(paint),
    usable: Math.round(usable),
    slowest_interaction: Math.round(seen.slowest),
    blocked: Math.round(seen.blocked),
    layout_shift: Number(seen.shift.toFixed(4)),
  };
  await context.close();
}
console.log(JSON.stringify(told));
await browser.close();
await server.close();
