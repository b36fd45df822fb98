import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml } from "../../src/report/html.ts";
import { dozen } from "../report/fixtures/dozen.ts";
import { click, NO_BROWSER, openBrowser, show, type Watched } from "./chromium.ts";

const html = renderHtml(dozen, { width: 80, color: true, unicode: true, verbose: false });

describe.skipIf(NO_BROWSER !== null)(
  `the page of twelve databases in a browser${NO_BROWSER === null ? "" : ` (${NO_BROWSER})`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    const open = (): Promise<Watched> => show(browser, html);
    const tip = (page: Page): Promise<string> => page.locator("#tip").innerText();

    it("lists on the card of a shared tick all that it stands for, with ways to their rows", async () => {
      const { page, deeds } = await open();
      await page.locator("#t1-14").focus();
      expect(await tip(page)).toContain("ESE 2001, record MBX1 200");
      expect(await page.locator("#tip .strings li").allTextContents()).toEqual([
        "Information Store - DB1",
        "4000,D,50,15.02",
        "DB1:",
      ]);
      const rows = await page.locator("#tip .run tr").allInnerTexts();
      expect(rows).toHaveLength(12);
      expect(rows[1]).toBe("+0:00:10.010\t201 3\tDB2\t4001");
      await click(page, '#tip a[href="#e1-25"]');
      expect(await page.locator("#e1-25").isVisible()).toBe(true);
      expect(await page.locator("#e1-25").innerText()).toContain("DB12");
      expect(deeds).toEqual([]);
    });

    it("goes by arrow keys from one shared tick to the next, also of the magnified freeze", async () => {
      const { page } = await open();
      const focused = (): Promise<string> => page.evaluate(`document.activeElement.getAttribute("href")`);
      await page.locator("#t1-2").focus();
      for (const next of ["#e1-14", "#e1-26", "#e1-38", "#e1-39"]) {
        await page.keyboard.press("ArrowRight");
        expect(await focused()).toBe(next);
      }
      await page.locator(".magnified a.tick").first().focus();
      expect(await page.locator("#tip .run tr").count()).toBe(12);
      await page.keyboard.press("ArrowRight");
      expect(await tip(page)).toContain("ESE 2003, record MBX1 300");
    });

    it("tells of an event with a tick of its own that is told in the row of another", async () => {
      const { page } = await open();
      await page.locator("#t1-40").focus();
      const told = await tip(page);
      expect(told).toContain("ESE 224, record MBX1 402");
      expect(told).toContain("22:50:00 UTC (+0:50:00.000)");
      expect(told).toContain("As record MBX1 400, but for what follows");
      expect(await page.locator("#tip .run tr").allInnerTexts()).toEqual([
        "\tRecord\t%1 Information Store - …, %3 …:\t%2 …,D,50,15.02\t%4 D:\\Logs\\…",
        "+0:50:00.000\t402\tDB3\t4002\tDB3\\E000000102.log",
      ]);
    });

    it("leads from any piece of evidence to the tick, to its row and back", async () => {
      const { page } = await open();
      await page.evaluate(`location.hash = "#v0-5"`);
      await page.locator("#v0-5").waitFor({ state: "visible" });
      await click(page, "#v0-5 a");
      expect(page.url()).toContain("#t1-14");
      await page.locator("#t1-14").hover({ force: true });
      await click(page, '#tip a[href="#e1-16"]');
      await click(page, "#e1-16 a");
      expect(page.url()).toContain("#v0-5");
      expect(await page.locator("#v0-5").isVisible()).toBe(true);
    });
  },
);
