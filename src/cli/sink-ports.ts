import type { SinkPorts } from "../alert/sinks/ports.ts";
import { PROCESSES } from "../platform/processes.ts";
import { packageVersion } from "../platform/version.ts";

/** What sinks need of this machine. */
export function sinkPorts(rest: Pick<SinkPorts, "now" | "folder" | "memory">): SinkPorts {
  return { ...rest, version: packageVersion(), processes: PROCESSES, writeEvent: null };
}
