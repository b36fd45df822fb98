import type { BackupPlan } from "../../model/backup/plan.ts";
import type { CopyProof, RunOutcome } from "../../model/backup/run.ts";
import { sameName } from "../../model/names.ts";
import type { ProcessEnd } from "../../model/process.ts";
import type { Heard } from "./heard.ts";

/** What there is to judge a run by, when Diskshadow has ended. */
export interface Evidence {
  readonly plan: BackupPlan;
  /** The lines of its script. */
  readonly script: readonly string[];
  readonly end: ProcessEnd;
  /** Why it was ended by this program; null: it ended by itself. */
  readonly stopped: string | null;
  readonly heard: Heard;
  /** A sentence, where there is none. */
  readonly proof: CopyProof | string;
}

/**
 * Good takes all of it: Diskshadow ended with 0 and reached every line, VSS took the wanted component and no other one of
 * Exchange, and the copy is proven. Whether Exchange was told decides what anything less is.
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

/** What a component is called in Diskshadow's script and output; the writer's name may be of another version. */
export function isComponentOf(component: string, guid: string): boolean {
  return sameName(component.slice(component.lastIndexOf("\\") + 1), guid);
}

/**
 * Sentences on what VSS took into the backup, as it was told: empty when it is the wanted component and no other one of
 * Exchange, whose logs would be deleted though nobody copied them.
 */
export function componentReasons(
  { unit, snapshot }: BackupPlan,
  { included }: Pick<Heard, "included">,
): readonly string[] {
  const wanted = included.filter((component) => isComponentOf(component, unit.guid));
  const excluded = included.filter((component) =>
    snapshot.excludedComponents.some((other) => sameComponent(other, component)),
  );
  return [
    ...(wanted.length > 0
      ? []
      : [`Diskshadow did not say that ${unit.name} takes part: ${snapshot.component}.`]),
    ...excluded.map((component) => `${component} took part, though it was excluded.`),
  ];
}

/** Lines that were not reached, of those that do something. */
export function unreached(script: readonly string[], reached: readonly string[]): readonly string[] {
  const doing = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => plain(line) !== "" && !plain(line).startsWith("#"));
  const [wanted, heard] = [doing(script), doing(reached)];
  const first = wanted.findIndex((line, at) => plain(heard[at] ?? "") !== plain(line));
  return first === -1 ? [] : wanted.slice(first);
}

export function isLine(line: string, words: string): boolean {
  return plain(line) === words;
}

function plain(line: string): string {
  return line.trim().replace(/\s+/g, " ").toLowerCase();
}

/** The server's short name and the GUID are what tells components apart. */
function sameComponent(one: string, other: string): boolean {
  const path = (component: string): string => component.slice(component.indexOf("\\"));
  return sameName(path(one), path(other));
}

function stopReasons({ stopped }: Evidence): readonly string[] {
  return stopped === null ? [] : [stopped];
}

function proofReasons({ proof, plan, heard, stopped }: Evidence): readonly string[] {
  if (typeof proof === "string") {
    const started = heard.lines.some((line) => isLine(line, `exec ${plan.folders.command}`.toLowerCase()));
    // Without the copying there is a cause before it, which Diskshadow tells.
    return started && stopped === null ? [proof] : [];
  }
  if (proof.id !== plan.id) return [`copy.json is that of another run (${proof.id}).`];
  if (proof.good) return [];
  return proof.reasons.length > 0 ? proof.reasons : ["The copy is not proven."];
}

function endReasons({ end, stopped, heard, script, proof, plan }: Evidence): readonly string[] {
  const missed = unreached(script, heard.lines);
  const last = heard.lines.at(-1);
  const at = last === undefined ? "before its first line" : `at "${last.trim()}"`;
  // That it stops where the copy is not good is as it should be, and no cause of its own.
  const refused =
    typeof proof !== "string" &&
    !proof.good &&
    isLine(last ?? "", `exec ${plan.folders.command}`.toLowerCase());
  const reasons: string[] = [];
  if (heard.trouble !== null && !refused) reasons.push(`Diskshadow stopped ${at}: ${heard.trouble}.`);
  if (stopped === null && end.trouble !== null) reasons.push(`Diskshadow: ${end.trouble}.`);
  if (stopped === null && end.exitCode !== null && end.exitCode !== 0 && !refused && heard.trouble === null) {
    reasons.push(`Diskshadow ended with ${end.exitCode} ${at}.`);
  }
  if (missed.length > 0 && !refused && stopped === null && reasons.length === 0) {
    reasons.push(`Diskshadow ended ${at}, and did not come to "${missed[0]}".`);
  }
  return reasons;
}
