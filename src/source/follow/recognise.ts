import type { BigIntStats } from "node:fs";
import { open } from "node:fs/promises";
import { detect } from "../../../parsers/registry.ts";
import type { InputPath } from "../expand-paths.ts";
import { ALL_IDS } from "./chunk-states.ts";
import type { Content, FilePosition, UnreadPosition } from "./content.ts";
import { inputName } from "./content.ts";
import { readAt } from "./evtx-chunks.ts";
import { createEvtxContent } from "./evtx-content.ts";
import { markOf } from "./identity.ts";
import { beginsWithJsonLine } from "./json-lines.ts";
import { createLinesContent } from "./lines-content.ts";
import type { FollowOptions } from "./options.ts";
import { createWholeContent } from "./whole-content.ts";

const HEAD = 64 * 1024;

/** Where to begin with a content, told by its first bytes; null: nothing tells it yet. */
export async function recognise(
  path: string,
  stats: BigIntStats,
  unread: UnreadPosition,
  isStable: boolean,
): Promise<FilePosition | null> {
  const { number, file } = unread;
  const handle = await open(path, "r");
  try {
    const head = await readAt(handle, 0, HEAD);
    const format = head.length === 0 ? null : ((await detect(head))?.name ?? null);
    if (format === "evtx") {
      return { kind: "evtx", number, file, chunks: 0, high: ALL_IDS, first: true, head: null, tip: null };
    }
    const lines = format === "event-json" ? beginsWithJsonLine(head) : false;
    if (lines === true) return { kind: "lines", number, file, offset: 0, line: 1, skip: 0, head: [0, 0] };
    // What is not wholly there yet can look like anything.
    if (!isStable || head.length === 0) return null;
    return { kind: "whole", number, file, mark: markOf(stats), done: false };
  } finally {
    await handle.close();
  }
}

export function openContent(path: InputPath, position: FilePosition, options: FollowOptions): Content | null {
  const input = inputName(path.path, position.number);
  switch (position.kind) {
    case "evtx":
      return createEvtxContent(path.path, input, position, options);
    case "lines":
      return createLinesContent(path.path, input, position, options);
    case "whole":
      return createWholeContent(path, input, position, options);
    case "unread":
      return null;
  }
}
