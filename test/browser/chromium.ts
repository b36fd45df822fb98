import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

/** Debian's browser; another one can be named. */
const EXECUTABLE = process.env.THAWLINE_CHROMIUM ?? "/usr/bin/chromium";

/** Why the tests cannot run here; null where they can. CI has to have the browser. */
export const NO_BROWSER = existsSync(EXECUTABLE)
  ? null
  : `skipped: no browser at ${EXECUTABLE}; run "apt-get install chromium"`;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page with what it did besides being shown: dialogs, requests, messages and errors. */
export interface Watched {
  readonly page: Page;
  readonly deeds: readonly string[];
}

/** Shows a page that lies nowhere but in memory, as a reader in Berlin sees it. */
export async function show(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
  /** Run in the page before all else. */
  first = "",
): Promise<Watched> {
  const context = await browser.newContext({
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  // Each page left open is a process, and with dozens of them the machine is busy with pages that nobody looks at.
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(first);
  const deeds: string[] = [];
  const address = "http://report.invalid/";
  page.on("dialog", (dialog) => {
    deeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => deeds.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => deeds.push(`error: ${error.message}`));
  await page.route("**", (route) => {
    if (route.request().url() === address) return route.fulfill({ contentType: "text/html", body: html });
    deeds.push(`request: ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(address);
  return { page, deeds };
}

/** Clicks as the script sees it; ticks may lie so near that another one covers the middle. */
export function click(page: Page, selector: string): Promise<void> {
  return page.locator(selector).first().click({ force: true });
}
