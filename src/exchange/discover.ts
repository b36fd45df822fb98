import type { Discovery } from "../model/backup/discovery.ts";
import type { BackupMachine } from "../model/backup/machine.ts";
import { askExchange } from "./ask-topology.ts";
import { askShadows, askWriters } from "./ask-vssadmin.ts";
import { findTools } from "./find-tools.ts";
import { machineOfRows } from "./machine-of-rows.ts";
import { MACHINE_SCRIPT } from "./machine-script.ts";
import { type FoundUnits, unitsOfRows } from "./units-of-rows.ts";

interface DiscoverOptions {
  /** As Exchange names it; absent: the server that this machine is, or is a node of. */
  readonly server?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What is being asked. */
  readonly progress?: ((step: string) => void) | undefined;
}

/** Asking WMI for volumes waits for disks that sleep. */
const MACHINE_SECONDS = 120;

/**
 * Finds out what can be backed up on this machine and what it is like. What could not be found out is null, or not there,
 * and told in `problems`; only an abort rejects.
 */
export async function discover(
  machine: Pick<BackupMachine, "shell" | "processes" | "env">,
  { server, signal, progress }: DiscoverOptions = {},
): Promise<Discovery> {
  const step = (text: string): void => {
    signal?.throwIfAborted();
    progress?.(text);
  };
  step("volumes and rights");
  const answer = await machine.shell.ask(MACHINE_SCRIPT, [], { timeoutSeconds: MACHINE_SECONDS, signal });
  const facts = machineOfRows(answer.ok ? answer.rows : [], machine.env);
  const node = facts.node ?? server ?? "";
  step("Exchange");
  const found = await unitsOf(machine, server ?? node, node, signal);
  step("VSS writers");
  const writers = await askWriters(machine, signal);
  step("shadow copies");
  const shadows = await askShadows(machine, signal);
  signal?.throwIfAborted();
  const { tools, problems } = findTools(machine, facts.exchange);
  return {
    server: found.server,
    node,
    elevated: facts.elevated,
    bits: facts.bits,
    units: found.units,
    volumes: facts.volumes,
    letters: facts.letters,
    writers: writers.value,
    shadows: shadows.value,
    tools,
    problems: [
      ...(answer.ok ? [] : [`PowerShell did not tell what this machine is like: ${answer.message}`]),
      ...(facts.node === null ? ["the name of this machine is not known"] : []),
      ...facts.problems,
      ...found.problems,
      ...(facts.cluster === null || found.units.length > 0
        ? []
        : [`this machine is a node of the cluster ${facts.cluster}, whose servers may have other names`]),
      ...[writers, shadows].flatMap(({ problem }) => problem ?? []),
      ...problems,
    ],
  };
}

async function unitsOf(
  { shell }: Pick<BackupMachine, "shell">,
  asked: string,
  node: string,
  signal: AbortSignal | undefined,
): Promise<FoundUnits> {
  if (asked === "") return { server: "", units: [], problems: ["which server to ask for is not known"] };
  const answer = await askExchange(shell, { server: asked, signal });
  if (answer.kind === "rows") return unitsOfRows(answer.rows, asked, node);
  return { server: asked, units: [], problems: [answer.message] };
}
