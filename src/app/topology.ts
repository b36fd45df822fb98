import { askTopology, type TopologyAnswer, type TopologyQuestion } from "../exchange/index.ts";
import type { Shell } from "../model/shell.ts";
import type { Topology } from "../model/topology.ts";

/** What the Exchange shell of this machine tells; the shell is closed when it has. */
export async function topologyOfShell(shell: Shell, question: TopologyQuestion): Promise<TopologyAnswer> {
  try {
    return await askTopology(shell, question);
  } finally {
    await shell.close();
  }
}

/**
 * For a watcher that asks now and then: each time in a shell of its own, so that none lies idle for hours.
 *
 * @returns rejects with the reason when there is no topology
 */
export function topologyAsker(open: () => Shell): (signal: AbortSignal) => Promise<Topology> {
  return async (signal) => {
    const answer = await topologyOfShell(open(), { server: null, signal });
    if (answer.kind === "none") throw new Error(answer.message);
    return answer.topology;
  };
}
