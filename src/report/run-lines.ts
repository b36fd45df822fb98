import type { Obstacle } from "../model/backup/obstacle.ts";
import type { CopyProgress } from "../model/backup/progress.ts";
import type { RunOutcome, RunRecord, RunStep } from "../model/backup/run.ts";
import { formatBytes } from "../model/byte-size.ts";
import type { RenderOptions } from "./options.ts";
import { blank, hang, type Line } from "./text/line.ts";
import { paint, penFor } from "./text/pen.ts";
import { formatClock, formatDuration, secondsBetween } from "./view/time.ts";
import { plural, STEPS } from "./view/words.ts";

/** What a person at a terminal reads while a backup is made. Lines are wrapped by the terminal rather than cut. */
const WIDTH = 1_000;

/** What stands in the way of a backup, or should be known before it, each with its remedy. */
export function renderObstacles(
  unit: string,
  obstacles: readonly Obstacle[],
  options: RenderOptions,
): string {
  const pen = penFor(options);
  const lines = obstacles.flatMap(({ code, message, remedy, blocks }): readonly Line[] => [
    ...hang(
      [pen.mark(blocks ? "failure" : "warning"), blank(1), pen.say(`${unit}  `, "strong")],
      pen.say(`${message} (${code})`),
      options.width,
    ),
    ...hang([blank(4)], pen.say(remedy, "dim"), options.width),
  ]);
  return paint(lines, pen, options.color);
}

/** A step that began, or ended. */
export function renderStep({ name, start, end, outcome, detail }: RunStep, options: RenderOptions): string {
  const pen = penFor({ ...options, width: WIDTH });
  const time = pen.say(`${formatClock(end ?? start)}  `, "dim");
  if (end === null) return paint([[time, pen.say(`${name} ...`)]], pen, options.color);
  const took = formatDuration(secondsBetween(start, end));
  const line: Line = [
    ...[time, pen.mark(STEPS[outcome].tone), blank(1), pen.say(name, "strong"), pen.say(` (${took})`, "dim")],
    ...(detail === "" ? [] : [pen.say(`  ${detail}`)]),
  ];
  return paint([line], pen, options.color);
}

/** How far the copying and checking is, on one line without its end. */
export function renderProgress(progress: CopyProgress): string {
  const { step, files, filesInAll, bytes, bytesInAll, checked, rate } = progress;
  const speed = rate === null ? "" : `, ${formatBytes(rate)}/s`;
  const copied = `${formatBytes(bytes)} of ${formatBytes(bytesInAll)}, ${files} of ${plural(filesInAll, "file")}`;
  return `${step}: ${checked > 0 ? `${formatBytes(checked)} checked` : copied}${speed}`;
}

const OUTCOMES: Readonly<Record<RunOutcome, readonly ["good" | "warning" | "failure", string]>> = {
  running: ["warning", "has not ended"],
  proven: ["good", "is proven to be good"],
  failed: ["failure", "failed; Exchange was not told that it is good, and deletes no logs for it"],
  doubtful: [
    "failure",
    "is in doubt: Exchange may have been told that it is good, and not all of it is proven",
  ],
};

const COPY_IN_DOUBT =
  "is in doubt: its files are proven, and it did not end as it should; Exchange was told nothing";

/** What became of a run, and where it lies. */
export function renderRunEnd(record: RunRecord, options: RenderOptions): string {
  const pen = penFor({ ...options, width: WIDTH });
  const [tone, usual] = OUTCOMES[record.outcome];
  const doubt = record.outcome === "doubtful";
  const word = doubt && record.type === "copy" ? COPY_IN_DOUBT : usual;
  const lines: readonly Line[] = [
    [pen.mark(tone), blank(1), pen.say(`The ${record.type} backup of ${record.unit} ${word}.`, "strong")],
    ...record.reasons.map((reason): Line => [blank(2), pen.say(reason)]),
    ...record.left.map((left): Line => [blank(2), pen.say(`Left behind: ${left}`, "warning")]),
    ...(doubt
      ? [[blank(2), pen.say(`See whether its files are good: thawline verify ${record.folder}`)]]
      : []),
    [blank(2), pen.say(record.folder, "dim")],
  ];
  return paint(lines, pen, options.color);
}
