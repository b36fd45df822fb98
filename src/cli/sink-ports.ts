import { createEventWriter } from "../alert/event-writer.ts";
import type { EventWriter, SinkPorts } from "../alert/sinks/ports.ts";
import { createShell } from "../platform/powershell.ts";
import { PROCESSES } from "../platform/processes.ts";
import { packageVersion } from "../platform/version.ts";

/** What sinks need of this machine. */
export function sinkPorts(rest: Pick<SinkPorts, "now" | "folder" | "memory">): SinkPorts {
  const writeEvent = process.platform === "win32" ? writeWithOwnShell : null;
  return { ...rest, version: packageVersion(), processes: PROCESSES, writeEvent };
}

/** Alerts are few: a shell for each holds no memory between them. */
const writeWithOwnShell: EventWriter = async (event, signal) => {
  const shell = createShell();
  try {
    return await createEventWriter(shell)(event, signal);
  } finally {
    await shell.close();
  }
};
