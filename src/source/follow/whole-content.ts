import { open } from "node:fs/promises";
import type { InputPath } from "../expand-paths.ts";
import type { Content, WholePosition } from "./content.ts";
import { markOf } from "./identity.ts";
import type { FollowOptions } from "./options.ts";
import { emptyBatch } from "./reading.ts";
import { readWhole } from "./whole.ts";

/** A file in a format without places to go on from: read at once, and again from its start after a restart. */
export function createWholeContent(
  path: InputPath,
  input: string,
  start: WholePosition,
  options: FollowOptions,
): Content {
  let position = start;
  return {
    input,
    position: () => position,
    idle: () => emptyBatch(input, position, { trouble: null, caughtUp: true }),
    async *read(stats, signal) {
      if (markOf(stats) !== position.mark) return "replaced";
      if (position.done) return "done";
      // A file that cannot be opened is tried again, not taken as read.
      await (await open(path.path, "r")).close();
      const positionOf = (done: boolean): WholePosition => {
        position = { ...position, done };
        return position;
      };
      yield* readWhole(path, input, positionOf, options, signal);
      return "done";
    },
  };
}
