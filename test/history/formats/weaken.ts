import type { Expectation, ExpectedFreeze } from "../expectation.ts";
import type { Place } from "../history.ts";
import { cutTime, type Form } from "./form.ts";

/**
 * What can still be concluded from a form: times as it tells them, no record numbers where it has none, and
 * the role only where the category that proves it is there.
 */
export function weakened(expectation: Expectation<Place>, form: Form): Expectation<Place> {
  const digits = secondDigits(form);
  return {
    ...expectation,
    jobs: expectation.jobs.map((job) => ({
      ...job,
      freeze: digits === 0 ? coarse(job.freeze) : job.freeze,
      databases: job.databases.map((database) =>
        hasCategory(form) || database.role !== "standalone"
          ? database
          : { ...database, role: ["standalone", "unknown"] as const },
      ),
    })),
    findings: expectation.findings.map((finding) => ({
      ...finding,
      evidence: finding.evidence.map((place) => ({
        ...place,
        time: digits === 7 ? place.time : (cutTime(place.time, digits) ?? place.time),
      })),
    })),
  };
}

/** A second more, for what the cut of two times can make of their difference. */
function coarse(freeze: ExpectedFreeze | null): ExpectedFreeze | null {
  return freeze === null ? null : { ...freeze, within: Math.max(freeze.within, 1.5) };
}

const SECONDS = ["event-csv", "event-text"];

function secondDigits({ format, name }: Form): number {
  if (name === "event-text/wevtutil") return 3;
  if (SECONDS.includes(format)) return 0;
  if (["event-json/winlogbeat", "event-json/get-winevent"].includes(name)) return 3;
  return name === "event-json/evtx-dump" ? 6 : 7;
}

function hasCategory({ name }: Form): boolean {
  return name !== "event-text/format-list" && name !== "event-text/forum-page";
}
