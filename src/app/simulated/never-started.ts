import type { TalkingProcess } from "../../model/process.ts";

/** In the place of PowerShell, where only files of simulated servers are read. */
export function neverStarted(): TalkingProcess {
  throw new Error("no live logs are read of simulated servers");
}
