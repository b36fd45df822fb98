import type { Shell, ShellRow } from "../model/shell.ts";
import { byKind } from "./rows.ts";
import { type ReadTopology, topologyOfRows } from "./topology-of-rows.ts";
import { TOPOLOGY_SCRIPT } from "./topology-script.ts";

export type TopologyAnswer =
  | ({ readonly kind: "topology" } & ReadTopology)
  /** There is no Exchange shell, or it did not answer: why, and what to do. */
  | { readonly kind: "none"; readonly message: string };

export interface TopologyQuestion {
  /** Only the databases of this server; null: all. */
  readonly server: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** Loading the shell alone takes up to a minute, and a server that is down holds its copies' question up as long. */
const TIMEOUT_SECONDS = 600;

/** Asks the Exchange shell of this machine what servers, databases and copies there are. Never rejects. */
export async function askTopology(shell: Shell, question: TopologyQuestion): Promise<TopologyAnswer> {
  const answer = await askExchange(shell, question);
  if (answer.kind === "none") {
    return answer.shell ? answer : { ...answer, message: `${answer.message} ${BY_HAND}` };
  }
  const read = topologyOfRows(answer.rows);
  const nothing = read.topology.servers.length === 0 && read.topology.databases.length === 0;
  if (!nothing) return { kind: "topology", ...read };
  const said = byKind(answer.rows)("warning").map((row) => row.get("message"));
  return { kind: "none", message: [NOTHING, ...said.slice(0, 3)].join(" ") };
}

export type ExchangeAnswer =
  | { readonly kind: "rows"; readonly rows: readonly ShellRow[] }
  /** @property shell whether there is an Exchange shell at all */
  | { readonly kind: "none"; readonly shell: boolean; readonly message: string };

/** The rows of the script, as its shell gave them. Never rejects. */
export async function askExchange(
  shell: Shell,
  { server, signal }: TopologyQuestion,
): Promise<ExchangeAnswer> {
  const values = server === null ? [] : [server];
  const answer = await shell.ask(TOPOLOGY_SCRIPT, values, { timeoutSeconds: TIMEOUT_SECONDS, signal });
  if (!answer.ok) return { kind: "none", shell: true, message: `${WHY[answer.reason]}: ${answer.message}` };
  const of = byKind(answer.rows);
  const how = of("shell")[0]?.get("how");
  if (how !== undefined && how !== "none") return { kind: "rows", rows: answer.rows };
  const said = of("warning").map((row) => row.get("message"));
  return { kind: "none", shell: false, message: [NO_SHELL, ...said.slice(0, 1)].join(" ") };
}

const WHY = {
  missing: "PowerShell could not be started",
  script: "the Exchange shell failed",
  silent: "PowerShell gave no answer",
  late: "the Exchange shell did not answer",
  large: "the Exchange shell told too much",
  closed: "interrupted",
} as const;

const NO_SHELL =
  "There is no Exchange shell on this machine. Run it on an Exchange server, or where Exchange's management tools are installed, with an account that has at least the role View-Only Organization Management.";

const BY_HAND = "Or write the topology by hand (docs/configuration.md).";

const NOTHING =
  "The Exchange shell told neither servers nor databases. Does the account have at least the role View-Only Organization Management?";
