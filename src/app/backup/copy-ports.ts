import type { CopyPorts } from "../../backup/run/ports.ts";
import { findingsOfVerify } from "../../judge/verified.ts";
import type { Surroundings } from "../surroundings.ts";
import { verify } from "../verify.ts";

/** What the step of copying and checking gets of this program: the check by both engines, and what its findings mean. */
export function copyPorts(
  surroundings: Pick<Surroundings, "now" | "version" | "stdin" | "log" | "signal">,
  machine: Pick<CopyPorts, "processes" | "files" | "env">,
): CopyPorts {
  const { now, signal } = surroundings;
  return {
    ...machine,
    now,
    signal,
    verify: async ({ paths, tool, processes, folder, signal: stop, onBytes }) =>
      await verify(
        { paths, engine: "both", jobs: 1, limit: null, tool },
        {
          ...surroundings,
          ...(stop === undefined ? {} : { signal: stop }),
          processes,
          folder: () => folder,
          progress: {
            start: () => undefined,
            input: () => undefined,
            found: () => undefined,
            bytes: onBytes,
          },
        },
      ),
    // Which job it is, and of which server, is put in when the run is joined with it.
    findingsOf: (report) => findingsOfVerify(report, { job: null, server: null }),
  };
}
