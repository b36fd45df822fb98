import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClock } from "../../../src/lab/clock.ts";
import { createLab } from "../../../src/lab/lab.ts";
import { type Site, USUAL_SITE } from "../../../src/lab/site.ts";
import { createLabMachine, type LabMachine } from "../../../src/lab/tools/machine.ts";
import type { Lab } from "../../../src/lab/world.ts";
import type { ProcessEnd } from "../../../src/model/process.ts";
import { NO_REAL_TIME } from "../run.ts";

export const SYSTEM32 = "C:\\Windows\\System32\\";
export const ESEUTIL = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\eseutil.exe";

export interface Ran extends ProcessEnd {
  readonly stdout: string;
  readonly stderr: string;
}

export interface Bench {
  readonly lab: Lab;
  readonly machine: LabMachine;
  /** A folder of this machine. */
  readonly folder: string;
  run(file: string, args: readonly string[], signal?: AbortSignal): Promise<Ran>;
  /** Runs Diskshadow on lines with the line ends of Windows. */
  script(lines: readonly string[], signal?: AbortSignal): Promise<Ran>;
}

/** The first server of the lab, an hour after its begin, with its programs. `exec`: what a .cmd file does. */
export async function bench(
  folder: string,
  exec: (bench: Bench) => Promise<number> = async () => 0,
  site: Site = USUAL_SITE,
): Promise<Bench> {
  mkdirSync(folder, { recursive: true });
  const lab = createLab({ site, seed: 1, clock: createClock(Date.UTC(2025, 2, 3, 19), "max", NO_REAL_TIME) });
  await lab.queue.run(3600);
  const machine: LabMachine = createLabMachine(lab, lab.servers[0], {
    scripts: { topology: "topology", machine: "machine" },
    exec: () => exec(made),
  });
  let scripts = 0;
  const made: Bench = {
    lab,
    machine,
    folder,
    async run(file, args, signal) {
      let [stdout, stderr] = ["", ""];
      const end = await machine.processes.run(file, args, {
        folder,
        signal,
        stdout: (text) => {
          stdout += text;
        },
        stderr: (text) => {
          stderr += text;
        },
      });
      return { ...end, stdout, stderr };
    },
    script(lines, signal) {
      scripts += 1;
      const path = join(folder, `${scripts}.dsh`);
      writeFileSync(path, lines.map((line) => `${line}\r\n`).join(""));
      return made.run(`${SYSTEM32}diskshadow.exe`, ["/s", path], signal);
    },
  };
  return made;
}

/** The numbers of the events that a job has left on the first server, in order. */
export function jobEvents({ lab }: Bench): readonly number[] {
  const wanted = ["MSExchangeRepl", "ESE"];
  return lab.logs
    .records()
    .filter(
      ({ server, provider }) => server === "SIM-EX1.simulated.example" && wanted.includes(provider ?? ""),
    )
    .map(({ eventId }) => eventId ?? 0);
}
