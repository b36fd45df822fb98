import { topologyOfShell } from "../app/topology.ts";
import type { Topology } from "../model/topology.ts";
import { createShell } from "../platform/powershell.ts";
import { renderTopologyText } from "../report/topology-text.ts";
import { visible } from "../report/visible.ts";
import { EXIT } from "./exit-codes.ts";
import { openOutput } from "./open-output.ts";
import { type PrintOptions, renderOptions } from "./render-options.ts";
import { diagnosticLines } from "./say-diagnostics.ts";
import { withSession } from "./session.ts";

export interface TopologyOptions extends PrintOptions {
  readonly format: "json" | "text";
  readonly server?: string;
  readonly powershell?: string;
}

/** Runs `topology`; returns the exit code. */
export async function runTopology(options: TopologyOptions): Promise<number> {
  const { server = null, powershell } = options;
  const output = await openOutput(options.output, []);
  try {
    return await withSession(options, false, async ({ signal }) => {
      const shell = createShell(powershell === undefined ? {} : { executable: powershell });
      const answer = await topologyOfShell(shell, { server, signal });
      signal?.throwIfAborted();
      if (answer.kind === "none") {
        process.stderr.write(`thawline: ${visible(answer.message)}\n`);
        return EXIT.unknown;
      }
      output.write(print(answer.topology, options));
      await output.commit();
      process.stderr.write(diagnosticLines([answer], options.logLevel));
      return answer.diagnostics.length === 0 ? EXIT.ok : EXIT.warning;
    });
  } finally {
    output.discard();
  }
}

function print(topology: Topology, options: TopologyOptions): string {
  if (options.format === "json") return `${JSON.stringify(topology, null, 2)}\n`;
  return renderTopologyText(topology, renderOptions(options));
}
