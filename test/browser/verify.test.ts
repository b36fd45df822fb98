import axe from "axe-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderVerifyHtml } from "../../src/report/verify/html.ts";
import { backupFolder } from "../verify/backup.ts";
import { cleanBackup, damagedBackup, hostileBackup, logsAlone } from "../verify/scenes.ts";
import { NO_BROWSER, openBrowser, show, type Watched } from "./chromium.ts";

const { put, verify } = backupFolder();
const SCENES = {
  damaged: damagedBackup,
  clean: cleanBackup,
  hostile: hostileBackup,
  "logs alone": logsAlone,
};
const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };

describe.skipIf(NO_BROWSER !== null)(
  `a verify report in a browser${NO_BROWSER === null ? "" : ` (${NO_BROWSER})`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    async function open(name: keyof typeof SCENES, options: BrowserContextOptions = {}): Promise<Watched> {
      const report = await verify([put(name, SCENES[name]())]);
      return show(browser, renderVerifyHtml(report, OPTIONS), options);
    }

    it.each(Object.keys(SCENES) as (keyof typeof SCENES)[])(
      "shows itself without a script and does nothing else: %s",
      async (name) => {
        const { page, deeds } = await open(name, { javaScriptEnabled: false });
        expect(await page.locator("h1").isVisible()).toBe(true);
        expect(deeds).toEqual([]);
      },
    );

    it.each([
      ["damaged", "light", 1280],
      ["damaged", "dark", 390],
      ["clean", "dark", 1280],
      ["hostile", "light", 390],
      ["logs alone", "dark", 900],
    ] as const)("has no barriers that axe knows: %s, %s, %d pixels", async (name, colorScheme, width) => {
      const { page } = await open(name, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      await page.evaluate(`for (const part of document.querySelectorAll("details")) part.open = true`);
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(`axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html.slice(0, 200)).join()))`);
      expect(violations).toEqual([]);
    });

    it.each(Object.keys(SCENES) as (keyof typeof SCENES)[])(
      "fits a narrow screen without scrolling sideways: %s",
      async (name) => {
        const { page } = await open(name, { viewport: { width: 360, height: 800 } });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      },
    );

    it("draws what is damaged where it lies in the file, and what is missing where it lies in the chain", async () => {
      const { page } = await open("damaged");
      const strip = await page.locator("#db1 figure.strip svg").first().boundingBox();
      const bad = await page
        .locator("#db1 figure.strip svg")
        .first()
        .locator("rect.failure")
        .first()
        .boundingBox();
      // Page 3 is the fifth of 42.
      const share = ((bad?.x ?? 0) - (strip?.x ?? 0)) / (strip?.width ?? 1);
      expect(share).toBeCloseTo(4 / 42, 2);
      const chain = page.locator("figure.chain svg").first();
      const box = async (selector: string) => chain.locator(selector).first().boundingBox();
      const [missing, required] = [await box("g.missing rect"), await box(".range .required")];
      // 0x1E to 0x21 with 0x20 between: the range begins before the hole and ends behind it.
      expect(required?.x).toBeLessThan(missing?.x ?? 0);
      expect((required?.x ?? 0) + (required?.width ?? 0)).toBeGreaterThan(
        (missing?.x ?? 0) + (missing?.width ?? 0),
      );
    });

    it("leads from the table to each database", async () => {
      const { page } = await open("damaged", { javaScriptEnabled: false });
      await page.getByRole("link", { name: "DB02.edb" }).click();
      expect(page.url()).toContain("#db2");
    });

    it("prints with its colours and pictures", async () => {
      const { page } = await open("damaged");
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("nav.top").isVisible()).toBe(false);
      expect(await page.locator("figure.chain svg").first().isVisible()).toBe(true);
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page\b/gu)?.length).toBeLessThanOrEqual(4);
    });
  },
);
