import { type Line, linesOf } from "./lines.ts";
import { readProviders } from "./providers.ts";
import { readShadows } from "./shadows.ts";
import { readStorage } from "./storage.ts";
import type {
  VssadminAnswer,
  VssadminList,
  VssProvider,
  VssShadow,
  VssStorage,
  VssVolume,
  VssWriter,
} from "./types.ts";
import { readVolumes } from "./volumes.ts";
import { readWriters } from "./writers.ts";

export type * from "./types.ts";

interface Items {
  readonly writers: VssWriter;
  readonly shadows: VssShadow;
  readonly shadowstorage: VssStorage;
  readonly providers: VssProvider;
  readonly volumes: VssVolume;
}

type Reader<Item> = (lines: readonly Line[]) => {
  readonly items: readonly Item[];
  readonly unread: readonly Line[];
};

const READERS: { readonly [List in VssadminList]: Reader<Items[List]> } = {
  writers: readWriters,
  shadows: readShadows,
  shadowstorage: readStorage,
  providers: readProviders,
  volumes: readVolumes,
};

/** The one sentence that is known to mean that there is nothing to list; it comes with exit code 1. */
const NOTHING = "No items found that satisfy the query.";

/**
 * Reads what `vssadmin list ...` printed, by shape and in any language: GUIDs, paths, numbers, the order of lines and how
 * far they stand in.
 *
 * @param exitCode null: not known, as of a text that somebody pasted
 */
export function readVssadmin<List extends VssadminList>(
  list: List,
  output: string,
  exitCode: number | null,
): VssadminAnswer<Items[List]> {
  const lines = linesOf(output);
  const text = lines.map((line) => line.text).join("\n");
  if ((exitCode === 1 || exitCode === null) && text === NOTHING) return { kind: "none" };
  if (exitCode !== null && exitCode !== 0) return { kind: "failed", exitCode, message: text };
  const read = READERS[list] as Reader<Items[List]>;
  const { items, unread } = read(lines);
  if (items.length === 0) return { kind: "unrecognised", text };
  return { kind: "listed", items, unread: unread.map((line) => line.text) };
}
