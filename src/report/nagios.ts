import type { Status } from "../model/status.ts";
import { formatDuration } from "./view/time.ts";
import { plural } from "./view/words.ts";
import { visible } from "./visible.ts";

/** What `check` is asked for; times in seconds. `null`: not judged. */
export interface CheckLimits {
  /** Age of the last good full backup of each database. */
  readonly age: Thresholds;
  readonly freeze: Thresholds;
  /** Since the watcher's last sign of life. A log that says nothing is no trouble; one that cannot be read is an alert. */
  readonly lag: Thresholds;
  /** Only databases whose names are here, compared without case; empty: all. */
  readonly databases: readonly string[];
}

export interface Thresholds {
  readonly warning: number | null;
  readonly critical: number | null;
}

export interface Check {
  /** 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN (monitoring-plugins.org developer guidelines). */
  readonly exitCode: 0 | 1 | 2 | 3;
  /** One line: state, summary, perfdata; then a line a problem. */
  readonly text: string;
}

type State = Check["exitCode"];
const WORDS = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;
/** Worst last: what is not known is less than what is known to be bad. */
const ORDER: readonly State[] = [0, 3, 1, 2];

interface Problem {
  readonly state: State;
  readonly text: string;
}

/** How things stand, as a monitoring plugin says it: the worst state decides. */
export function renderCheck(status: Status, limits: CheckLimits): Check {
  const wanted = new Set(limits.databases.map((name) => name.toLowerCase()));
  const isWanted = (name: string | null): boolean =>
    wanted.size === 0 || name === null || wanted.has(name.toLowerCase());
  const databases = status.databases.filter(({ name }) => isWanted(name));
  const known = new Set(databases.map(({ name }) => name.toLowerCase()));
  const problems: readonly Problem[] = [
    ...alertProblems(status, isWanted),
    ...databases.flatMap((database) => {
      const age = ageOf(status.now, database.goodFull);
      return [
        ...(age === null && hasLimit(limits.age)
          ? [
              {
                state: stateOfNever(limits.age),
                text: `no good full backup of ${plain(database.name)} is known`,
              },
            ]
          : over(age, limits.age, `last good full backup of ${plain(database.name)} is`, oldOf)),
        ...over(
          database.freezeSeconds,
          limits.freeze,
          `${plain(database.name)} was frozen for`,
          formatDuration,
        ),
      ];
    }),
    ...limits.databases
      .filter((name) => !known.has(name.toLowerCase()))
      .map((name): Problem => ({ state: 3, text: `no backup of ${plain(name)} was ever seen` })),
    ...watcherProblems(status, limits),
  ];
  const worst = problems.reduce<State>(
    (state, problem) => (ORDER.indexOf(problem.state) > ORDER.indexOf(state) ? problem.state : state),
    0,
  );
  const good = databases.filter(({ goodFull }) => goodFull !== null).length;
  const summary =
    problems[0] === undefined
      ? `${good} of ${databases.length} databases have a good full backup`
      : worstFirst(problems);
  const perfdata = perfdataOf(status, databases, limits);
  const lines = problems.map(({ state, text }) => `${WORDS[state]}: ${text}`);
  return {
    exitCode: worst,
    text: [`THAWLINE ${WORDS[worst]} - ${summary} | ${perfdata}`, ...lines, ""].join("\n"),
  };
}

function worstFirst(problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => ORDER.indexOf(b.state) - ORDER.indexOf(a.state));
  const more = sorted.length > 1 ? ` (and ${sorted.length - 1} more)` : "";
  return `${sorted[0]?.text}${more}`;
}

function alertProblems({ alerts }: Status, isWanted: (name: string | null) => boolean): readonly Problem[] {
  return alerts
    .filter(({ database, severity }) => isWanted(database) && severity !== "info")
    .map(({ code, severity, database, server, finding }) => {
      const where = [database, server].filter((part) => part !== null).join(" on ");
      const place = where === "" ? "" : ` (${plain(where)})`;
      return { state: severity === "failure" ? 2 : 1, text: `${code}${place}: ${plain(finding.title)}` };
    });
}

function watcherProblems({ watcher, now, failing }: Status, { lag }: CheckLimits): readonly Problem[] {
  const alive = ageOf(now, watcher.aliveAt);
  return [
    ...(alive === null
      ? [{ state: 3 as const, text: "the watcher has never run" }]
      : over(
          alive,
          lag,
          "the watcher gave its last sign of life",
          (value) => `${formatDuration(value)} ago`,
        )),
    ...failing.map(
      ({ sink, count }): Problem => ({
        state: 1,
        text: `${plural(count, "alert")} could not be sent to ${plain(sink)}`,
      }),
    ),
  ];
}

function over(
  value: number | null,
  { warning, critical }: Thresholds,
  text: string,
  format: (value: number) => string,
): readonly Problem[] {
  if (value === null) return [];
  const limit = critical !== null && value > critical ? critical : warning;
  if (limit === null || value <= limit) return [];
  const state: State = limit === critical ? 2 : 1;
  return [{ state, text: `${text} ${format(value)} (limit ${formatDuration(limit)})` }];
}

function hasLimit({ warning, critical }: Thresholds): boolean {
  return warning !== null || critical !== null;
}

function stateOfNever({ critical }: Thresholds): State {
  return critical === null ? 1 : 2;
}

function perfdataOf(
  status: Status,
  databases: Status["databases"],
  { age, freeze, lag }: CheckLimits,
): string {
  const range = ({ warning, critical }: Thresholds): string => `${warning ?? ""};${critical ?? ""};0`;
  const item = (label: string, value: number | null, unit: string, limits: string): string =>
    `'${label}'=${value === null ? "U" : `${Math.round(value * 1000) / 1000}${unit}`};${limits}`;
  return [
    item("open_failures", status.alerts.filter(({ severity }) => severity === "failure").length, "", ";;0"),
    item("open_warnings", status.alerts.filter(({ severity }) => severity === "warning").length, "", ";;0"),
    item("watcher_lag", ageOf(status.now, status.watcher.aliveAt), "s", range(lag)),
    ...databases.flatMap(({ name, goodFull, freezeSeconds }) => [
      item(`${label(name)}_full_age`, ageOf(status.now, goodFull), "s", range(age)),
      item(`${label(name)}_freeze`, freezeSeconds, "s", range(freeze)),
    ]),
  ].join(" ");
}

function oldOf(seconds: number): string {
  return `${formatDuration(seconds)} old`;
}

/** Seconds since a time, not below 0: clocks may disagree. */
function ageOf(now: number, time: number | null): number | null {
  return time === null ? null : Math.max(0, (now - time) / 1000);
}

/** Quotes and equal signs would end a label; the bar begins the perfdata. */
function label(name: string): string {
  return visible(name, false).replaceAll(/['=|]/g, "_");
}

function plain(text: string): string {
  return visible(text).replaceAll("|", "/");
}
