import { stat } from "node:fs/promises";
import type { SourceBatch } from "../../model/source.ts";
import type { InputPath } from "../expand-paths.ts";
import { type FilePosition, inputName, type WholePosition } from "./content.ts";
import { type FileIdentity, identityOf, markOf } from "./identity.ts";
import type { FollowOptions } from "./options.ts";
import { readWhole } from "./whole.ts";

/**
 * Reads a file that nobody writes any more, once, exactly as `analyze` does. Nothing where that was done before.
 *
 * @param placeOf where a file of this mark was read up to
 */
export async function* replayFile(
  path: InputPath,
  placeOf: (mark: string) => FilePosition | null,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<SourceBatch, void> {
  const { file, mark } = await lookAt(path.path);
  const stored = placeOf(mark);
  const known = stored?.kind === "whole" && stored.mark === mark ? stored : null;
  if (known?.done === true) return;
  const number = known?.number ?? (stored?.number ?? 0) + 1;
  const positionOf = (done: boolean): WholePosition => ({ kind: "whole", number, file, mark, done });
  yield* readWhole(path, inputName(path.path, number), positionOf, options, signal);
}

/** What cannot be looked at is told of when it is read. */
async function lookAt(path: string): Promise<{ readonly file: FileIdentity; readonly mark: string }> {
  try {
    const stats = await stat(path, { bigint: true });
    return { file: identityOf(stats), mark: markOf(stats) };
  } catch {
    return { file: ["", ""], mark: "" };
  }
}
