import type { BackupPlan, PlannedVolume, Transfer } from "../model/backup/plan.ts";
import { isDrive } from "../model/names.ts";
import { printJson } from "./json.ts";
import type { RenderOptions } from "./options.ts";
import { hang, type Line } from "./text/line.ts";
import { paint, penFor } from "./text/pen.ts";
import { type StepText, stepLines, UNCUT } from "./text/steps.ts";
import { formatTime } from "./view/time.ts";
import { plural } from "./view/words.ts";

const WRITERS_NAMED = 30;

/** What a run is going to do, in order, and what it takes away again; for people. */
export function renderPlanText(plan: BackupPlan, options: RenderOptions): string {
  const pen = penFor({ ...options, width: Math.max(UNCUT, options.width) });
  const { type, unit, server, id, createdAt } = plan;
  const lines: readonly Line[] = [
    [pen.say(`Plan: ${type} backup of ${unit.name} on ${server}`, "strong")],
    [pen.say(`run ${id}, ${formatTime(createdAt)} UTC; nothing of it is done yet`, "dim")],
    ...stepLines(
      [
        folderStep(plan),
        snapshotStep(plan),
        sessionStep(plan),
        copyStep(plan),
        checkStep(plan),
        endStep(plan),
        awayStep(plan),
      ],
      pen,
      options.width,
    ),
    [],
    ...hang(
      [
        pen.say(
          "Taken away in any case, also after an error, Ctrl-C or a kill (then by the next start): ",
          "dim",
        ),
      ],
      pen.say(leftovers(plan).join("; ")),
      options.width,
    ),
    ...hang([pen.say("Left in the end: ", "dim")], pen.say(plan.folders.run), options.width),
  ];
  return paint(lines, pen, options.color);
}

/** The plan for programs, as it is. */
export function renderPlanJson(plan: BackupPlan): string {
  return printJson(plan, {});
}

function folderStep({ folders, snapshot }: BackupPlan): StepText {
  const exposed = snapshot.volumes.map(({ exposeAs }) => exposeAs).filter((place) => !isDrive(place));
  return {
    title: "Make the folder of the run",
    details: [folders.run, ...exposed, "Only administrators and the system may read and write it."],
  };
}

function snapshotStep({ tools, folders, snapshot }: BackupPlan): StepText {
  const { excludedWriters, excludedComponents, component, volumes } = snapshot;
  const names = [...new Set(excludedWriters.map(({ name }) => name))];
  const more = names.length - WRITERS_NAMED;
  return {
    title: `Start Diskshadow, for a snapshot of ${plural(volumes.length, "volume")}`,
    details: [
      `${tools.diskshadow} /s ${folders.script}`,
      ...volumes.map(volumeWords),
      `Must take part, or it ends: ${component}`,
      ...excludedComponents.map((other) => `Kept out: ${other}`),
      ...(names.length === 0
        ? []
        : [
            `Kept out: ${plural(names.length, "other writer")}: ${names.slice(0, WRITERS_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
          ]),
    ],
  };
}

function volumeWords({ name, mountPoint, exposeAs }: PlannedVolume): string {
  return `${mountPoint} (${name}), to be seen at ${exposeAs}`;
}

function sessionStep({ type, unit }: BackupPlan): StepText {
  return type === "full"
    ? {
        title: "In a backup session: Exchange knows that a full backup runs",
        details: [`${unit.name} is frozen for the seconds that the snapshot takes.`],
      }
    : {
        title: "Without a backup session: Exchange takes it for a copy",
        details: [`${unit.name} is frozen for the seconds that the snapshot takes.`],
      };
}

function copyStep({ tools, transfers, folders }: BackupPlan): StepText {
  return {
    title: "Copy out of the snapshot, by robocopy",
    details: [
      tools.robocopy,
      ...transfers.map(transferWords),
      `Diskshadow starts it by ${folders.command}, and waits for it.`,
    ],
  };
}

function transferWords({ name, live, from, to, files }: Transfer): string {
  const what = name === "database" ? "Database" : name === "logs" ? "Logs" : "Checkpoint";
  return `${what} of ${live}: ${files.join(", ")} from ${from} to ${to}`;
}

function checkStep({ tools, logPrefix, unit }: BackupPlan): StepText {
  const databases = unit.databases.map(({ name }) => name).join(", ");
  return {
    title: "Check the copy",
    details: [
      "Every file of the snapshot is there, as large as it is there.",
      `${tools.eseutil}: all pages of ${databases}, all logs ${logPrefix}, the headers and the checkpoint.`,
      "Thawline itself: all pages, and whether the logs that recovery needs are there and fit.",
      "Any doubt ends Diskshadow here: Exchange is not told of a backup, and no log is deleted.",
    ],
  };
}

function endStep({ type, unit }: BackupPlan): StepText {
  if (type === "copy") {
    return {
      title: "Exchange is told nothing",
      details: ["No log is deleted, and no date of a backup changes."],
    };
  }
  const copies = unit.copies.length > 1 ? ` on ${unit.copies.join(", ")}` : "";
  return {
    title: "Only when all of it is proven: tell Exchange that the backup is good",
    details: [`It may then delete the logs that the backup makes needless${copies}.`],
  };
}

function awayStep({ snapshot }: BackupPlan): StepText {
  return {
    title: "Delete the shadow copies of this run, by their ids, and no others",
    details: snapshot.volumes.map(({ mountPoint, alias }) => `${alias}, of ${mountPoint}`),
  };
}

function leftovers({ snapshot }: BackupPlan): readonly string[] {
  return [
    ...snapshot.volumes.map(({ mountPoint, exposeAs }) =>
      isDrive(exposeAs)
        ? `the shadow copy of ${mountPoint} and its letter ${exposeAs}`
        : `the shadow copy of ${mountPoint} and its folder`,
    ),
    "the programs that it started",
  ];
}
