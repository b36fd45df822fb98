import { dismount, mount } from "../../lab/faults/mounting.ts";
import { activesOn, mountedOn, oldestLog } from "../../lab/find.ts";
import { backUp } from "../../lab/requester.ts";
import type { Lab } from "../../lab/world.ts";

const HOUR = 3600;

/** One night of the demo: what happens, and what a watcher must make of it. */
export interface Night {
  readonly title: string;
  /** Seconds of simulated time since the begin. */
  readonly at: number;
  readonly order: (lab: Lab, at: number) => void;
}

/** The night in which `backup` backs the first simulated server up; nothing goes wrong. */
export const GOOD_NIGHT = { title: "a good full backup, by `thawline backup`", at: HOUR } as const;

/** Two more nights of that server, when another program makes the backups, and a day in which logs are not deleted. */
export const NIGHTS: readonly Night[] = [
  {
    title: "the storage takes 26 seconds for the snapshot; the engine thaws by itself after 20",
    at: 25 * HOUR,
    order(lab, at) {
      lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], frozenSeconds: 26 })));
      // The engine's session stays until the databases are mounted anew.
      lab.queue.at(at + 2400, () => {
        for (const copy of mountedOn(lab, lab.servers[0])) dismount(lab, copy);
      });
      lab.queue.at(at + 2430, () => {
        for (const copy of activesOn(lab, lab.servers[0])) mount(lab, copy);
      });
    },
  },
  {
    title: "a backup that looks good, but the engine needs every log, and none is deleted",
    at: 49 * HOUR,
    order: (lab, at) =>
      lab.queue.at(at, () => {
        for (const copy of lab.databases.flatMap(({ copies }) => copies)) {
          copy.stuck = copy.active;
          if (copy.active) copy.checkpoint = oldestLog(copy);
        }
        lab.queue.start(backUp(lab, { server: lab.servers[0] }));
      }),
  },
];

/** Behind the last night as long as deletions are waited for, and some hours. */
export const DEMO_HOURS = 49 + 27;
