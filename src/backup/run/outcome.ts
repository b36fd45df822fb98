import { type DiskshadowOutput, scriptStates } from "../../../parsers/diskshadow/index.ts";
import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProof, RunOutcome } from "../../model/backup/run.ts";
import { guidOf } from "../../model/guid.ts";
import { sameName } from "../../model/names.ts";
import type { ProcessEnd } from "../../model/process.ts";

/** What there is to judge a run by, when Diskshadow has ended. */
export interface Evidence {
  readonly plan: BackupPlan;
  /** The lines of its script. */
  readonly script: readonly string[];
  readonly end: ProcessEnd;
  /** Why it was ended by this program; null: it ended by itself. */
  readonly stopped: string | null;
  readonly heard: DiskshadowOutput;
  /** A sentence, where there is none. */
  readonly proof: CopyProof | string;
}

/**
 * Good takes all of it: Diskshadow ended with 0 and reached every line, VSS took the wanted component and nothing that
 * nobody copies, and the copy is proven. Whether Exchange was told decides what anything less is.
 */
export function judgeRun(evidence: Evidence): {
  readonly outcome: RunOutcome;
  readonly reasons: readonly string[];
} {
  const { plan, heard, proof } = evidence;
  const reasons = [
    ...stopReasons(evidence),
    ...proofReasons(evidence),
    ...endReasons(evidence),
    // Before the snapshot nothing was said of it.
    ...(heard.lines.slice(0, -1).some((line) => isLine(line, "create")) ? componentReasons(plan, heard) : []),
  ];
  if (reasons.length === 0) return { outcome: "proven", reasons };
  return { outcome: mayBeTold(evidence) ? "doubtful" : "failed", reasons: [...new Set(reasons)] };

  function mayBeTold({ end, stopped }: Evidence): boolean {
    const good = typeof proof !== "string" && proof.good;
    if (plan.type === "copy") return good && stopped === null;
    if (heard.lines.some((line) => isLine(line, "end backup"))) return true;
    // Its last output may be lost with it. It went on only when the copy was proven.
    return good && end.exitCode === null;
  }
}

/**
 * Sentences on what VSS took into the backup, as it was told: empty when it is the wanted component and nothing else whose
 * logs, or whose own record of backups, `end backup` would change though nobody copied it. Not only what was excluded: a
 * database may have been made or moved, and a writer started, since the plan. A writer's name may be of another version or
 * language; the path has the server's name and the GUID, of the component itself or of the one that it is a part of.
 */
export function componentReasons(
  { type, unit, snapshot }: Pick<BackupPlan, "type" | "unit" | "snapshot">,
  { included }: Pick<DiskshadowOutput, "included">,
): readonly string[] {
  const wanted = included.some(({ path }) => sameName(path.slice(path.lastIndexOf("\\") + 1), unit.guid));
  const reasons = included.flatMap(({ path }) => {
    const excluded = snapshot.excludedComponents.some((one) => sameName(one.slice(one.indexOf("\\")), path));
    if (excluded) return [`${path} took part, though it was excluded.`];
    const names = path.split("\\");
    if (names.some((name) => sameName(name, unit.guid))) return [];
    const strange = isOfExchange(path) ? names.some((name) => guidOf(name) !== null) : type === "full";
    return strange ? [`${path} took part, and nobody copies it.`] : [];
  });
  return [
    ...(wanted ? [] : [`Diskshadow did not say that ${unit.name} takes part: ${snapshot.component}.`]),
    ...reasons,
  ];
}

function isOfExchange(path: string): boolean {
  return /^\\?Microsoft Exchange Server\\/i.test(path);
}

export function isLine(line: string, words: string): boolean {
  return plain(line) === words;
}

function plain(line: string): string {
  return line.trim().replace(/\s+/g, " ").toLowerCase();
}

function stopReasons({ stopped }: Evidence): readonly string[] {
  return stopped === null ? [] : [stopped];
}

function proofReasons({ proof, plan, heard, stopped }: Evidence): readonly string[] {
  // That what was ended is not proven follows from it.
  if (stopped !== null) return [];
  if (typeof proof === "string") {
    const started = heard.lines.some((line) => isLine(line, execLine(plan)));
    // Without the copying there is a cause before it, which Diskshadow tells.
    return started ? [proof] : [];
  }
  if (proof.id !== plan.id) return [`copy.json is that of another run (${proof.id}).`];
  if (proof.good) return [];
  return proof.reasons.length > 0 ? proof.reasons : ["The copy is not proven."];
}

function endReasons({ end, stopped, heard, script, proof, plan }: Evidence): readonly string[] {
  const { error, lines } = heard;
  const last = lines.at(-1) ?? null;
  const at = last === null ? "before its first line" : `at "${last.trim()}"`;
  // That it stops where the copy is not good is as it should be, and no cause of its own.
  const refused = typeof proof !== "string" && !proof.good && isLine(last ?? "", execLine(plan));
  if (refused) return [];
  if (error !== null) return [`Diskshadow stopped ${at}: ${errorWords(error)}.`];
  if (stopped !== null) return [];
  if (end.trouble !== null) return [`Diskshadow: ${end.trouble}.`];
  if (end.exitCode !== 0) return [`Diskshadow ended with ${end.exitCode} ${at}.`];
  const undone = scriptStates(script, heard).filter(({ state }) => state !== "done");
  const next = undone.find(({ state }) => state === "not reached");
  if (next !== undefined) return [`Diskshadow ended ${at}, and did not come to "${next.line}".`];
  return undone.length === 0 ? [] : [`Diskshadow ended ${at}, and did not say that it is done.`];
}

function errorWords({ name, code }: NonNullable<DiskshadowOutput["error"]>): string {
  const number = code === null ? null : `0x${code.toString(16).toUpperCase()}`;
  if (name === null) return number ?? "an error";
  return number === null ? name : `${name} (${number})`;
}

/** The line that starts the copying, as `isLine` compares. */
export function execLine({ folders }: Pick<BackupPlan, "folders">): string {
  return `exec ${folders.command}`.toLowerCase();
}
