import type { Backup } from "../../world.ts";
import type { ToolRun } from "../process.ts";
import type { ShadowCopy } from "../state.ts";
import type { LabVolume } from "../volumes.ts";
import type { Texts } from "./texts.ts";

/** What one run of Diskshadow knows. */
export interface Session {
  readonly run: ToolRun;
  readonly texts: Texts;
  readonly exec: Exec;
  verbose: boolean;
  persistent: boolean;
  writers: boolean;
  metadata: string | null;
  /** Ids, names or `name:\path` in lower case. */
  readonly excluded: Set<string>;
  readonly verified: string[];
  begun: boolean;
  readonly volumes: { readonly volume: LabVolume; readonly alias: string }[];
  backup: Backup | null;
  made: readonly ShadowCopy[];
  /** Ids by alias in lower case, as Diskshadow hands them on to what it starts. */
  readonly aliases: Map<string, { readonly name: string; readonly id: string }>;
}

/**
 * Starts what `exec` names and resolves with its exit code.
 *
 * @param env what Diskshadow puts into the environment: the ids of the shadow copies by their aliases
 */
export type Exec = (
  commandFile: string,
  signal: AbortSignal,
  env: Readonly<Record<string, string>>,
) => Promise<number>;

/** A line that fails, which ends the script: with an HRESULT, or with words that samples have, or with nothing known. */
export class LineFailure extends Error {
  readonly text: string;

  constructor(text: string) {
    super("a line failed");
    this.text = text;
  }
}

/** Fails a line the way the samples show it. */
export function failWith({ texts }: Session, code: string, name: string): LineFailure {
  return new LineFailure(texts.failed(code, name));
}

export function badState(session: Session): LineFailure {
  return failWith(session, "80042301", "VSS_E_BAD_STATE");
}

export function notFound(session: Session): LineFailure {
  return failWith(session, "80042308", "VSS_E_OBJECT_NOT_FOUND");
}

/** A wrong word, for which no sample is known: nothing but the end of the script tells. */
export function notUnderstood(): LineFailure {
  return new LineFailure("");
}
