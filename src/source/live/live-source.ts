import type { Source } from "../../model/source.ts";
import type { LiveOptions } from "./options.ts";

/** The live logs of one server, read by PowerShell. */
export function createLiveSource(options: LiveOptions): Source {
  return {
    name: `live:${options.server}`,
    signsOfLife: true,
    // biome-ignore lint/correctness/useYield: the reading follows.
    async *batches() {
      throw new Error("not there yet");
    },
  };
}
