import { hostname } from "node:os";
import { join } from "node:path";
import { chooseUnits } from "../app/backup/choose.ts";
import { type BackupEnd, type BackupOrder, makeBackup } from "../app/backup/make.ts";
import type { BackupPlace } from "../app/backup/place.ts";
import { type BackupWishes, type Planned, planUnit } from "../app/backup/plans.ts";
import { windowsPlace } from "../app/backup/windows-place.ts";
import type { Surroundings } from "../app/surroundings.ts";
import { sweepLeftovers } from "../backup/run/leftovers.ts";
import type { Config } from "../config/default-config.ts";
import { stateFolder } from "../config/places.ts";
import { discover } from "../exchange/index.ts";
import type { BackupUnit, Discovery } from "../model/backup/discovery.ts";
import type { BackupPlan } from "../model/backup/plan.ts";
import type { RenderOptions } from "../report/index.ts";
import { renderObstacles, renderRunEnd } from "../report/run-lines.ts";
import { visible } from "../report/visible.ts";
import { createAsker } from "./ask.ts";
import { guide } from "./backup-guide.ts";
import type { BackupOptions, OpenedPlace } from "./backup-options.ts";
import { confirmed, printEnds, showPlanned, writeScripts } from "./backup-output.ts";
import { backupProgress } from "./backup-progress.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
import { renderOptions } from "./render-options.ts";
import { withSession } from "./session.ts";

/** Runs `backup`; returns the exit code. */
export async function runBackupCommand(options: BackupOptions): Promise<number> {
  if (options.lab === "list") {
    const { listLabBackups } = await import("./backup-lab.ts");
    return await listLabBackups();
  }
  checkUsage(options);
  const config = await loadConfig(options);
  return await withSession(options, false, async (surroundings) => {
    const opened = await openPlace(options, surroundings);
    try {
      return await backUp({ ...options, ...opened.usual }, config, opened, surroundings);
    } finally {
      await opened.place.close();
    }
  });
}

/** The next log has to be begun, and the replication service looks every few minutes (docs/correlation.md). */
const USUAL_WAIT_SECONDS = 15 * 60;

/** Questions are asked where somebody can answer. */
const isAnswered = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

function checkUsage({ database, all, target, lab, yes, dryRun, scriptOnly }: BackupOptions): void {
  if (all === true && database.length > 0) throw new UsageError("--all and --database exclude each other");
  if (dryRun === true && scriptOnly !== undefined)
    throw new UsageError("--dry-run and --script-only exclude each other");
  if (lab === undefined && process.platform !== "win32") {
    throw new UsageError(
      "backups are made on the Exchange server itself, on Windows; --lab good makes one on simulated servers",
    );
  }
  if (lab !== undefined || isAnswered()) return;
  if (all !== true && database.length === 0) {
    throw new UsageError("what is to be backed up? --database NAME or --all (nobody is here to be asked)");
  }
  if (target === undefined) throw new UsageError("where to? --target DIR (nobody is here to be asked)");
  if (yes !== true && dryRun !== true && scriptOnly === undefined) {
    throw new UsageError("--yes is needed where nobody can be asked; --dry-run shows what would be done");
  }
}

/** This server, or simulated ones; and what is usual there where the command line says nothing. */
async function openPlace(options: BackupOptions, surroundings: Surroundings): Promise<OpenedPlace> {
  if (options.lab !== undefined) {
    const { openLab } = await import("./backup-lab.ts");
    return await openLab({ ...options, lab: options.lab }, isAnswered(), surroundings);
  }
  const node = process.env.COMPUTERNAME ?? hostname();
  const step = [process.execPath, process.argv[1] ?? "", "backup-step"] as const;
  return { place: windowsPlace(surroundings, node, step), state: options.state ?? stateFolder(), usual: {} };
}

async function backUp(
  options: BackupOptions,
  config: Config,
  { place, state }: OpenedPlace,
  surroundings: Surroundings,
): Promise<number> {
  const { signal } = surroundings;
  const render = renderOptions(options);
  const onlyShown = options.dryRun === true || options.scriptOnly !== undefined;
  const registry = join(state, "runs");
  if (!onlyShown) await sweep(place, registry);
  const discovery = await discover(place.machine, { signal, progress: (step) => say(`looking at ${step}`) });
  for (const problem of discovery.problems) say(problem);
  const { units, wishes: wished } = await wishesOf(options, discovery, surroundings);
  const planned: Planned[] = [];
  const wishes = { ...wished, ...(options.scriptOnly === undefined ? { state } : { byHand: true }) };
  for (const unit of units) planned.push(await planUnit(place, discovery, unit, wishes));
  const plans = planned.flatMap(({ plan }) => plan ?? []);
  const allPlanned = plans.length === planned.length;
  if (onlyShown) {
    await showOnly(planned, options, render);
    return allPlanned ? EXIT.ok : EXIT.failure;
  }
  const sure = await confirmed(planned, options, render, isAnswered(), signal);
  if (!sure || plans.length === 0) return allPlanned ? EXIT.ok : EXIT.failure;
  const { keep = null, wait: waitSeconds = USUAL_WAIT_SECONDS } = options;
  const order = { registry, settings: config.settings, keep, waitSeconds };
  const begin = { discovery, plans, wishes };
  const ends = await makeBackups(begin, order, place, surroundings, render);
  await printEnds(ends, options, render);
  signal?.throwIfAborted();
  return allPlanned && ends.length === plans.length ? exitOf(ends) : EXIT.failure;
}

async function showOnly(
  planned: readonly Planned[],
  options: BackupOptions,
  render: RenderOptions,
): Promise<void> {
  const output = await openOutput(options.output, []);
  try {
    showPlanned(planned, options, output, render);
    if (options.scriptOnly !== undefined) writeScripts(planned, options.scriptOnly, say);
    await output.commit();
  } finally {
    output.discard();
  }
}

/**
 * One after another, until one leaves something behind that would be in the way of the next. What was found before the first
 * may be hours old when another one begins: that is looked at and planned anew.
 */
async function makeBackups(
  { discovery, plans, wishes }: Begin,
  order: Omit<BackupOrder, "plan" | "tell" | "discovery">,
  place: BackupPlace,
  surroundings: Surroundings,
  render: RenderOptions,
): Promise<readonly BackupEnd[]> {
  const { tell, clear } = backupProgress(process.stderr, render);
  const { signal } = surroundings;
  const ends: BackupEnd[] = [];
  for (const first of plans) {
    const found = ends.length === 0 ? discovery : await discover(place.machine, { signal });
    const plan = ends.length === 0 ? first : await planAnew(first, found, wishes, place, render);
    if (plan === null) continue;
    const end = await makeBackup({ ...order, discovery: found, plan, tell }, place, surroundings).finally(
      clear,
    );
    process.stderr.write(renderRunEnd(end.record, render));
    for (const sentence of end.kept.left) say(sentence);
    ends.push(end);
    if (signal?.aborted === true || end.record.left.length > 0) break;
  }
  return ends;
}

/** What was found and planned before the first backup. */
interface Begin {
  readonly discovery: Discovery;
  readonly plans: readonly BackupPlan[];
  readonly wishes: BackupWishes;
}

/** The plan of a unit as it is now; null, and told, where it cannot be backed up any more. */
async function planAnew(
  { unit: { guid, name } }: BackupPlan,
  discovery: Discovery,
  wishes: BackupWishes,
  place: BackupPlace,
  render: RenderOptions,
): Promise<BackupPlan | null> {
  const unit = discovery.units.find((one) => one.guid === guid);
  if (unit === undefined) {
    say(`${name} is not here any more, and is not backed up`);
    return null;
  }
  const { plan, obstacles } = await planUnit(place, discovery, unit, wishes);
  if (plan === null) process.stderr.write(renderObstacles(name, obstacles, render));
  return plan;
}

/** The worst of all. A run that is not proven is a failure, whatever the logs say of it. */
function exitOf(ends: readonly BackupEnd[]): number {
  const codes = ends.map(({ record, report }) =>
    record.outcome === "proven" ? EXIT[report.summary.verdict] : EXIT.failure,
  );
  return [EXIT.failure, EXIT.warning, EXIT.unknown].find((code) => codes.includes(code)) ?? EXIT.ok;
}

const say = (text: string): void => void process.stderr.write(`thawline: ${visible(text)}\n`);

/** Takes away what runs left that were killed, or could not do it themselves. */
async function sweep({ machine }: BackupPlace, registry: string): Promise<void> {
  const { cleaned, running, troubles } = await sweepLeftovers({ machine, registry });
  for (const { folder, left } of cleaned) {
    const end = left.length === 0 ? "was taken away" : "could not all be taken away";
    say(`what an earlier run had left ${end}: ${folder}`);
    for (const one of left) say(`left behind: ${one}`);
  }
  for (const {
    folder,
    process: { id },
  } of running)
    say(`another run goes on, process ${id}: ${folder}`);
  for (const trouble of troubles) say(trouble);
}

/** What to back up, and how: from the command line, and what it leaves open from a person. @throws UsageError */
async function wishesOf(
  options: BackupOptions,
  discovery: Discovery,
  { signal }: Surroundings,
): Promise<{ readonly units: readonly BackupUnit[]; readonly wishes: BackupWishes }> {
  const { type = "full", expose, firstLetter, target, all, database } = options;
  const named = all === true || database.length > 0;
  if (named && target !== undefined) {
    return { units: chosenOf(options, discovery), wishes: { type, expose, firstLetter, target } };
  }
  if (discovery.units.length === 0) throw new UsageError("this server has no database to back up");
  const asker = createAsker(process.stdin, process.stderr, signal);
  try {
    const usual = { type, expose, firstLetter, target: target ?? null };
    const chosen = named ? chosenOf(options, discovery) : null;
    const { units, ...wishes } = await guide(
      asker,
      discovery,
      { ...usual, units: chosen },
      renderOptions(options),
    );
    return { units, wishes };
  } finally {
    asker.close();
  }
}

/** @throws UsageError for a name that is none here */
function chosenOf({ all, database }: BackupOptions, discovery: Discovery): readonly BackupUnit[] {
  const found = chooseUnits(discovery.units, all === true ? "all" : { names: database });
  if (found.kind === "unknown") throw new UsageError(found.messages.join("; "));
  return found.units;
}
