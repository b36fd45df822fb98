import type { SinkAnswer } from "../model/alert.ts";

/** A fault of a sink is no reason to lose a message, nor to leave the others undelivered: it is tried again. */
export async function guarded(work: () => Promise<SinkAnswer>): Promise<SinkAnswer> {
  try {
    return await work();
  } catch (error) {
    // Its text may hold an address or a header; its name does not.
    const name = error instanceof Error ? error.name : "unknown";
    return { kind: "retry", detail: `internal error of the sink: ${name}` };
  }
}
