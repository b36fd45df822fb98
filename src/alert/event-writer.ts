import type { Shell } from "../model/shell.ts";
import type { EventWriter } from "./sinks/ports.ts";

/**
 * Writes one event with the generic message file of .NET, which shows the text as it is. The source is made where it is not
 * there, which takes an administrator. Arguments: source, id, Error | Warning | Information, text. For PowerShell 2.0.
 */
export const WRITE_EVENT_SCRIPT = `
$source = [string]$args[0]
$type = [System.Diagnostics.EventLogEntryType]([string]$args[2])
if (-not [System.Diagnostics.EventLog]::SourceExists($source)) {
  [System.Diagnostics.EventLog]::CreateEventSource($source, 'Application')
}
[System.Diagnostics.EventLog]::WriteEntry($source, [string]$args[3], $type, [int]$args[1])
Row 'written'
`;

const TYPES = { error: "Error", warning: "Warning", information: "Information" } as const;

/** A write that takes longer is waited for no more; the sink's own limit may be shorter. */
const TIMEOUT_SECONDS = 60;

/** The event log of this machine, through PowerShell. */
export function createEventWriter(shell: Shell): EventWriter {
  return async ({ source, id, level, text }, signal) => {
    const values = [source, String(id), TYPES[level], text];
    const options = { timeoutSeconds: TIMEOUT_SECONDS, signal };
    const answer = await shell.ask(WRITE_EVENT_SCRIPT, values, options);
    if (!answer.ok) return answer.message;
    return answer.rows.some(([what]) => what === "written") ? null : "PowerShell did not say that it wrote";
  };
}

/** Makes a source, which takes an administrator, so that the account of a service can write by it. Argument: source. */
export const REGISTER_SOURCE_SCRIPT = `
$source = [string]$args[0]
if (-not [System.Diagnostics.EventLog]::SourceExists($source)) {
  [System.Diagnostics.EventLog]::CreateEventSource($source, 'Application')
}
Row 'registered'
`;

/** Resolves to what hindered it, or to null. */
export async function registerSource(shell: Shell, source: string): Promise<string | null> {
  const answer = await shell.ask(REGISTER_SOURCE_SCRIPT, [source], { timeoutSeconds: TIMEOUT_SECONDS });
  if (!answer.ok) return answer.message;
  return answer.rows.some(([what]) => what === "registered") ? null : "PowerShell did not say that it did";
}
