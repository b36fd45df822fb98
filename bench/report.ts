import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import type { CDPSession, Page } from "playwright-core";
import type { EventRef } from "../src/model/event.ts";
import type { Job } from "../src/model/job.ts";
import type { Report } from "../src/model/report.ts";
import { renderHtml } from "../src/report/html.ts";
import { NO_BROWSER, openBrowser } from "../test/browser/chromium.ts";
import { many } from "../test/report/fixtures/many.ts";

const ROUNDS = 7;
const EVENTS_PER_JOB = 50;
const OPTIONS = { width: 80, color: true, unicode: true, verbose: false };

/** Seconds; the best of all rounds, since other programs only ever make it slower. */
interface Figures {
  readonly scripts: "on" | "off";
  /** From the start of the navigation, by the page's own clock. */
  readonly "first paint": number;
  readonly loaded: number;
  /** What the page's main thread worked until it was loaded. */
  readonly "main thread": number;
  /** The longest time in which it did not listen, until loaded and in the seconds after. */
  readonly "longest task": number;
}

/** Opens a report of 400 jobs and 20,000 events in a browser, with and without scripts. */
export async function benchReport(): Promise<readonly Figures[]> {
  if (NO_BROWSER !== null) throw new Error(NO_BROWSER);
  const started = performance.now();
  const html = renderHtml(large(), OPTIONS);
  const rendered = (performance.now() - started) / 1000;
  console.log(`${(Buffer.byteLength(html) / 1e6).toFixed(1)} MB, rendered in ${rendered.toFixed(2)} s`);
  const folder = mkdtempSync(join(tmpdir(), "thawline-bench-"));
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const browser = await openBrowser();
  try {
    const figures: Figures[] = [];
    for (const scripts of ["on", "off"] as const) {
      const rounds: Figures[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const context = await browser.newContext({
          javaScriptEnabled: scripts === "on",
          timezoneId: "Europe/Berlin",
          viewport: { width: 1280, height: 900 },
        });
        rounds.push(await open(await context.newPage(), pathToFileURL(file).href, scripts));
        await context.close();
      }
      figures.push(rounds.reduce(best));
    }
    return figures;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function best(a: Figures, b: Figures): Figures {
  const least = (key: Exclude<keyof Figures, "scripts">): number => Math.min(a[key], b[key]);
  return {
    scripts: a.scripts,
    "first paint": least("first paint"),
    loaded: least("loaded"),
    "main thread": least("main thread"),
    "longest task": least("longest task"),
  };
}

async function open(page: Page, address: string, scripts: Figures["scripts"]): Promise<Figures> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Performance.enable");
  await page.addInitScript(`
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask", buffered: true });
  `);
  await page.goto(address, { waitUntil: "load" });
  const busy = await taskSeconds(devTools);
  await page.waitForTimeout(scripts === "on" ? 4000 : 500);
  const told = await page.evaluate<{ paint: number; load: number; longest: number }>(`({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    load: performance.getEntriesByType("navigation")[0].loadEventEnd,
    longest: window.longest ?? NaN,
  })`);
  const seconds = (value: number): number => Number((value / 1000).toFixed(3));
  return {
    scripts,
    "first paint": seconds(told.paint),
    loaded: seconds(told.load),
    "main thread": Number(busy.toFixed(3)),
    "longest task": seconds(told.longest),
  };
}

async function taskSeconds(devTools: CDPSession): Promise<number> {
  const { metrics } = await devTools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

/** The fixture of 400 jobs, each with 50 events as long as Exchange's own. */
function large(): Report {
  return { ...many, jobs: many.jobs.map(withEvents) };
}

function withEvents(job: Job): Job {
  const [first] = job.events;
  if (first === undefined) return job;
  const start = Date.parse(job.start ?? "");
  const filler = Array.from({ length: EVENTS_PER_JOB - job.events.length }, (_, index): EventRef => {
    const text = `Information Store - DB0${(index % 5) + 1} (4312,D,${index},15.02.1118.007) DB0${(index % 5) + 1}: Shadow copy instance ${index} of snapshot set ${job.id} went on to its next step, and took ${index * 17} ms for it.`;
    return {
      ...first,
      recordId: Number(first.recordId) + 100_000 + index,
      provider: index % 3 === 0 ? "MSExchangeRepl" : "ESE",
      eventId: 2001 + (index % 6),
      time: new Date(start + index * 79_123).toISOString(),
      text,
    };
  });
  const events = [...job.events, ...filler].toSorted((a, b) => a.time.localeCompare(b.time));
  return { ...job, events };
}
