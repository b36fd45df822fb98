import type { Readiness, RestoreDatabase, RestorePlan, RestoreWay } from "../model/backup/restore.ts";
import { printJson } from "./json.ts";
import type { RenderOptions } from "./options.ts";
import { blank, hang, type Line } from "./text/line.ts";
import { type Pen, paint, penFor } from "./text/pen.ts";
import { stepLines, UNCUT } from "./text/steps.ts";
import type { Tone } from "./view/report-view.ts";
import { formatTime } from "./view/time.ts";

const READINESS: Readonly<Record<Readiness, { readonly tone: Tone; readonly says: string }>> = {
  ready: { tone: "good", says: "It can be restored." },
  "with-loss": { tone: "warning", says: "It can be restored, but the last changes are lost." },
  "not-possible": { tone: "failure", says: "It cannot be restored: take another backup." },
  nothing: { tone: "failure", says: "There is nothing to restore from this run." },
  unproven: { tone: "unproven", says: "It is not known whether it can be restored." },
};

/** Whether and how a run can be restored, for people. Commands stand on lines of their own, never cut. */
export function renderRestoreText(plan: RestorePlan, options: RenderOptions): string {
  const pen = penFor({ ...options, width: Math.max(UNCUT, options.width) });
  const { tone, says } = READINESS[plan.readiness];
  const what = `${plan.unit} on ${plan.server}, as it was at ${formatTime(plan.takenAt)} UTC`;
  const lines: readonly Line[] = [
    [pen.mark(tone), blank(1), pen.say(says, "strong")],
    ...hang([blank(2)], pen.say(what), options.width),
    ...hang([blank(2)], pen.say(`run ${plan.run}, files in ${plan.folder}`, "dim"), options.width),
    ...plan.reasons.flatMap((reason) =>
      hang([blank(2), pen.say("- ", "dim")], pen.say(reason), options.width),
    ),
    ...insteadLines(plan, pen, options.width),
    ...plan.databases.flatMap((database) => databaseLines(database, pen, options.width)),
    ...plan.ways.flatMap((way) => wayLines(way, pen, options.width)),
    ...(plan.ways.length === 0
      ? []
      : [
          [],
          ...hang(
            [],
            pen.say(
              "Nothing of this was done. The commands are for the Exchange Management Shell, run as an administrator.",
              "dim",
            ),
            options.width,
          ),
        ]),
  ];
  return paint(lines, pen, options.color);
}

/** The same for programs. */
export function renderRestoreJson(plan: RestorePlan): string {
  return printJson(plan, {});
}

/** Where a run cannot be restored: which ones may be. */
function insteadLines(
  { readiness, instead, unit, server, takenAt }: RestorePlan,
  pen: Pen,
  columns: number,
): readonly Line[] {
  if (readiness !== "nothing" && readiness !== "not-possible") return [];
  const say = (text: string): readonly Line[] => hang([blank(2)], pen.say(text), columns);
  if (instead.length === 0)
    return say(`No other good run of ${unit} on ${server} is known here: take another backup.`);
  return [
    ...say("Good runs to restore from instead:"),
    ...instead.flatMap(({ takenAt: taken, folder }) => [
      ...hang(
        [blank(2), pen.say("- ", "dim")],
        pen.say(
          `the ${Date.parse(taken) > Date.parse(takenAt) ? "next newer" : "next older"} one, of ${formatTime(taken)} UTC:`,
        ),
        columns,
      ),
      [blank(6), pen.say(`thawline restore plan "${folder}"`)],
    ]),
  ];
}

function databaseLines(database: RestoreDatabase, pen: Pen, columns: number): readonly Line[] {
  const { name, file, live, state } = database;
  return [
    [],
    ...hang([pen.say(`${name}  `, "strong")], pen.say(`${file}, from ${live}`), columns),
    ...hang([blank(2)], pen.say(`State: ${state ?? "not known"}. ${logWords(database)}`), columns),
  ];
}

function logWords({ required, logs, committed }: RestoreDatabase): string {
  if (required === null || logs === null) return "Which logs it needs is not known.";
  if (required[0] === 0 && required[1] === 0) return "It needs no logs.";
  const more =
    committed !== null && committed > required[1] ? `, and has changes up to 0x${hex(committed)}` : "";
  return `It needs the logs 0x${hex(required[0])} to 0x${hex(required[1])}${more}: ${logs[0]} to ${logs[1]}.`;
}

function wayLines({ title, notes, steps }: RestoreWay, pen: Pen, columns: number): readonly Line[] {
  return [
    [],
    penFor({ width: columns, color: false, unicode: pen.glyphs.rule !== "-", verbose: false }).rule(title),
    ...notes.flatMap((note) => hang([pen.say("- ", "dim")], pen.say(note), columns)),
    ...stepLines(steps, pen, columns),
  ];
}

function hex(generation: number): string {
  return generation.toString(16).toUpperCase();
}
