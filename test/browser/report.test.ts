import axe from "axe-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { Job } from "../../src/model/job.ts";
import { renderHtml } from "../../src/report/html.ts";
import { renderMail } from "../../src/report/mail.ts";
import { viewReport } from "../../src/report/view/view-report.ts";
import { event } from "../report/fixtures/build.ts";
import { frozenTooLong } from "../report/fixtures/frozen.ts";
import { FIXTURES } from "../report/fixtures/index.ts";
import { many } from "../report/fixtures/many.ts";
import { click, NO_BROWSER, openBrowser, show, type Watched } from "./chromium.ts";

const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };

/** 55 nights of two jobs: 3 slow ones on MBX2, one aborted on MBX1. */
const some = { ...many, jobs: many.jobs.slice(0, 110), findings: many.findings.filter(ofSome) };

/** 60 nights of two jobs of six events. */
const crowded = {
  ...some,
  jobs: many.jobs.slice(0, 120).map((job, index) => ({
    ...job,
    events: [0, 1, 2, 3, 4, 5].map((step) => ({
      ...event("", "MBX1", 5000 + index * 10 + step, "MSExchangeRepl", 2027, `The writer took step ${step}.`),
      time: new Date(Date.parse(job.start ?? "") + step * 1000).toISOString(),
    })),
  })),
};

function ofSome(finding: Finding): boolean {
  return many.jobs.findIndex((job) => job.id === finding.job) < 110;
}

function pageOf(name: string): string {
  const report = FIXTURES[name];
  if (report === undefined) throw new Error(`no fixture ${name}`);
  return renderHtml(report, OPTIONS);
}

it.runIf(process.env.CI)("have a browser in CI", () => {
  expect(NO_BROWSER).toBeNull();
});

describe.skipIf(NO_BROWSER !== null)(
  `a report in a browser${NO_BROWSER === null ? "" : ` (${NO_BROWSER})`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    const open = (name: string, options?: BrowserContextOptions): Promise<Watched> =>
      show(browser, pageOf(name), options);

    it.each(Object.keys(FIXTURES))("shows itself and does nothing else: %s", async (name) => {
      const { page, deeds } = await open(name);
      await page.evaluate(`for (const part of document.querySelectorAll("details")) part.open = true`);
      expect(deeds).toEqual([]);
      expect(await page.locator("h1").isVisible()).toBe(true);
    });

    it("runs nothing and asks for nothing that stands in a hostile log, also on hover", async () => {
      const { page, deeds } = await open("hostile");
      for (const tick of await page.locator("#j1 a.tick").all()) {
        await tick.dispatchEvent("pointerover", { bubbles: true });
        await tick.dispatchEvent("focusin", { bubbles: true });
      }
      expect(await page.locator("#tip").isVisible()).toBe(true);
      expect(await page.locator("#tip script, #tip img, body > img, [onerror]").count()).toBe(0);
      expect(deeds).toEqual([]);
    });

    it("obeys its own policy: a script that is put into it does not run", async () => {
      const { page, deeds } = await open("good");
      await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "document.title = 'run'";
      document.body.append(script);
    `);
      expect(await page.title()).toBe("GOOD: The backup is good.");
      expect(deeds.join()).toContain("Content Security Policy");
    });

    it.each([
      ["good", "light", 1280],
      ["frozen-too-long", "dark", 1280],
      ["never-truncates", "light", 400],
      ["cut-off", "dark", 900],
      ["hostile", "light", 1280],
      ["dozen", "light", 1280],
      ["dozen", "dark", 380],
    ] as const)("has no barriers that axe knows: %s, %s, %d pixels", async (name, colorScheme, width) => {
      const { page } = await open(name, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      await page.evaluate(`for (const part of document.querySelectorAll("details")) part.open = true`);
      await page.locator("a.tick").first().focus();
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html.slice(0, 200)).join()))`);
      expect(violations).toEqual([]);
    });

    it("fits a narrow screen without scrolling sideways", async () => {
      for (const name of ["frozen-too-long", "never-truncates", "many", "dozen"]) {
        const { page } = await open(name, { viewport: { width: 360, height: 800 } });
        if (name === "dozen")
          await page.evaluate(`for (const part of document.querySelectorAll("details")) part.open = true`);
        expect(await page.evaluate(`document.documentElement.scrollWidth`), name).toBeLessThanOrEqual(360);
      }
    });

    it("tells the time of the reader, with UTC beside; without a script UTC alone", async () => {
      const withScript = await open("good");
      const facts = withScript.page.locator("#j1 .facts");
      expect(await facts.innerText()).toContain("01/03/2026, 23:00:00 22:00:00 UTC");
      // Past midnight in Berlin, so UTC is of another day and says so.
      expect(await facts.innerText()).toContain("02/03/2026, 00:12:40 2026-03-01 23:12:40 UTC");
      const without = await open("good", { javaScriptEnabled: false });
      expect(await without.page.locator("#j1 .facts").innerText()).toContain(
        "2026-03-01 22:00:00 to 2026-03-01 23:12:40 UTC",
      );
    });

    it("can be read and followed without a script", async () => {
      const { page } = await open("frozen-too-long", { javaScriptEnabled: false });
      expect(await page.locator("#filters").isVisible()).toBe(false);
      await click(page, "#v0-2 a.ref");
      expect(page.url()).toContain("#t1-5");
      await page.locator("#t1-5").press("Enter");
      expect(page.url()).toContain("#e1-5");
      expect(await page.locator("#e1-5").isVisible()).toBe(true);
      await click(page, "#e1-5 a.ref");
      expect(page.url()).toContain("#v0-2");
    });

    it("tells a tick's record on hover and on focus, and goes from tick to tick by arrow keys", async () => {
      const { page } = await open("frozen-too-long");
      const tip = page.locator("#tip");
      await page.locator(".timeline #t1-5").hover({ force: true });
      expect(await tip.innerText()).toContain("ESE 2004, record MBX1 6019");
      expect(await tip.innerText()).toContain("encountered a timeout of 70000 ms");
      await page.keyboard.press("Escape");
      expect(await tip.isVisible()).toBe(false);
      await page.locator("#t1-4").focus();
      expect(await tip.innerText()).toContain("ESE 2003");
      await page.keyboard.press("ArrowRight");
      expect(await tip.innerText()).toContain("ESE 2004");
      expect(await page.evaluate(`document.activeElement.id`)).toBe("t1-5");
    });

    it("tells a tick's strings one by one, also those that its text is made of", async () => {
      const [job] = frozenTooLong.jobs;
      const told = { 0: ["ESE", "4312"], 1: ["not in it", "", "x<b>y"] } as const;
      const events = job?.events.map((one, index) =>
        index === 0
          ? { ...one, text: "ESE (4312) began.", strings: told[0] }
          : index === 1
            ? { ...one, strings: told[1] }
            : one,
      );
      const report = { ...frozenTooLong, jobs: [{ ...job, events } as Job] };
      const { page } = await show(browser, renderHtml(report, OPTIONS));
      const strings = page.locator("#tip .strings li");
      await page.locator("#t1-1").focus();
      expect(await strings.allTextContents()).toEqual(told[0]);
      expect(await page.locator("#tip").innerText()).toContain("ESE (4312) began.");
      await page.locator("#t1-2").focus();
      expect(await strings.allTextContents()).toEqual(told[1]);
      expect(await page.locator("#e1-2 .strings li").allTextContents()).toEqual(told[1]);
    });

    it("shows the card to a finger before it follows the link", async () => {
      const { page } = await open("frozen-too-long", {
        hasTouch: true,
        viewport: { width: 400, height: 800 },
      });
      await page.locator(".timeline #t1-5").tap({ force: true });
      expect(await page.locator("#tip").innerText()).toContain("ESE 2004");
      expect(page.url()).not.toContain("#e1-5");
      await page.locator("#tip a").first().click();
      expect(page.url()).toContain("#e1-5");
    });

    it("unfolds what a link leads into", async () => {
      const { page } = await open("many");
      expect(await page.locator("#e1-1").isVisible()).toBe(false);
      await page.evaluate(`location.hash = "#e1-1"`);
      await page.locator("#e1-1").waitFor({ state: "visible" });
    });

    describe("of so many events that folded jobs wait", () => {
      const FIRST = "Job 1: Full backup of DB01, DB02, DB03 and 2 more on MBX1";
      const large = renderHtml(crowded, OPTIONS);

      it("holds what is in them only when they are unfolded, and then as that of any job", async () => {
        const never = "window.requestIdleCallback = () => 0;";
        const { page, deeds } = await show(browser, large, { timezoneId: "America/New_York" }, never);
        expect(await page.locator("#e1-3").count()).toBe(0);
        await page.locator("#j1 summary").first().click();
        await page.locator("#e1-3").waitFor({ state: "attached" });
        await page.locator("#j1 .events summary").click();
        // 22:00:02 UTC in winter.
        expect(await page.locator("#e1-3 td").first().innerText()).toBe("01/01/2025, 17:00:02\n22:00:02 UTC");
        await page.locator("#j1 .timeline a.tick").first().focus();
        expect(await page.locator("#tip").innerText()).toContain("MSExchangeRepl 2027");
        expect(await page.locator("#j1 .zoom").count()).toBe(1);
        expect(deeds).toEqual([]);
      });

      it("leads into them, also from outside", async () => {
        const { page } = await show(browser, large);
        await page.evaluate(`location.hash = "#e2-4"`);
        await page.locator("#e2-4").waitFor({ state: "visible" });
        await expect.poll(() => page.evaluate(`document.querySelector(":target")?.id`)).toBe("e2-4");
      });

      it("fills them all while the reader does nothing, so that a search finds what is in them", async () => {
        const { page } = await show(browser, large);
        await expect.poll(() => page.locator("tr[id^=e]").count(), { timeout: 10_000 }).toBe(120 * 6);
        expect(await page.locator("noscript").count()).toBe(0);
      });

      it("prints them", async () => {
        const { page } = await show(browser, large);
        await page.emulateMedia({ media: "print" });
        await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
        expect(await page.locator("#e1-3").isVisible()).toBe(true);
      });

      it("holds them as it is without scripts", async () => {
        const { page } = await show(browser, large, { javaScriptEnabled: false });
        expect(await page.locator("#j1 h3").textContent()).toContain(FIRST);
        await page.locator("#j1 summary").first().click();
        await page.locator("#j1 .events summary").click();
        expect(await page.locator("#e1-3").innerText()).toContain("The writer took step 2.");
        expect(await page.locator("#j1 svg.timeline a.tick").count()).toBe(6);
      });
    });

    it("stretches a timeline, and keeps the names of lanes in sight", async () => {
      const { page } = await open("good");
      await page.getByRole("button", { name: "Zoom in" }).click();
      await page.getByRole("button", { name: "Zoom in" }).click();
      expect(await page.locator("svg.timeline").getAttribute("width")).toBe("400%");
      await page.locator(".pan").evaluate((pan) => {
        pan.scrollLeft = 900;
      });
      await expect
        .poll(() => page.locator(".timeline .label").first().getAttribute("transform"))
        .toBe("translate(900)");
    });

    it("filters jobs and findings by result, server, finding, database and time, and clears", async () => {
      const { page } = await show(browser, renderHtml(some, OPTIONS));
      const rows = page.locator("table.all tbody tr:visible");
      const count = page.locator("output");
      const select = async (name: string, value: string, told: string): Promise<void> => {
        await page.locator(`select[name=${name}]`).selectOption(value);
        expect(await count.innerText()).toBe(told);
      };
      expect(await rows.count()).toBe(110);
      await select("tone", "warning", "3 of 110 jobs");
      expect(await rows.count()).toBe(3);
      expect(await page.locator("details.job:visible").count()).toBe(3);
      expect(await page.locator("article.finding:visible h3 code").allInnerTexts()).toEqual(["FREEZE_SLOW"]);
      await select("server", "MBX1", "0 of 110 jobs");
      await page.getByRole("button", { name: "Clear" }).click();
      await expect.poll(() => count.innerText()).toBe("110 jobs");
      await select("code", "JOB_ABORTED", "1 of 110 jobs");
      await select("code", "", "110 jobs");
      // 22, 23 and 24 February; and both jobs of the 21st end after midnight in Berlin.
      await page.locator("input[name=from]").fill("2025-02-22");
      expect(await count.innerText()).toBe("8 of 110 jobs");
      await page.locator("input[name=from]").fill("");
      await select("database", "DB03", "110 jobs");
      expect(await page.locator("table.nights tbody tr:visible").count()).toBe(1);
    });

    it("sorts the jobs by what is clicked, both ways", async () => {
      const { page } = await show(browser, renderHtml(some, OPTIONS));
      const first = page.locator("table.all tbody tr").first();
      await page.getByRole("button", { name: "Freeze" }).click();
      expect(await first.innerText()).toContain("3.1 s");
      await page.getByRole("button", { name: "Freeze" }).click();
      expect(await first.innerText()).toContain("14.5 s");
      expect(await page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
      await page.getByRole("button", { name: "Result" }).click();
      expect(await first.innerText()).toContain("aborted");
    });

    it("prints each job on a page of its own, unfolded", async () => {
      const { page } = await open("cut-off");
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      // The verdict, two jobs.
      expect(pdf.match(/\/Type\s*\/Page\b/gu)?.length).toBeGreaterThanOrEqual(3);
      await page.emulateMedia({ media: "print" });
      await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
      expect(await page.locator("details:not([open])").count()).toBe(0);
      expect(await page.locator("nav.top").isVisible()).toBe(false);
      await page.evaluate(`dispatchEvent(new Event("afterprint"))`);
      expect(await page.locator("details:not([open])").count()).toBeGreaterThan(0);
    });

    it("is dark where the reader wants it", async () => {
      const background = async (colorScheme: "light" | "dark"): Promise<string> => {
        const { page } = await open("good", { colorScheme });
        return page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
      };
      expect(await background("light")).toBe("rgb(246, 248, 250)");
      expect(await background("dark")).toBe("rgb(13, 17, 23)");
    });

    it("shows its mail without asking for anything", async () => {
      for (const name of ["frozen-too-long", "hostile"]) {
        const report = FIXTURES[name];
        if (report === undefined) throw new Error(`no fixture ${name}`);
        const { page, deeds } = await show(browser, renderMail(viewReport(report)));
        expect(await page.locator("h1").isVisible()).toBe(true);
        expect(deeds.filter((deed) => !deed.includes("favicon"))).toEqual([]);
      }
    });
  },
);
