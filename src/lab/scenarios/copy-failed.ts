import { stop } from "../faults/copies.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const copyFailed: Scenario = {
  name: "copy-failed",
  title: "The copy that is to be backed up has failed",
  story:
    "Backups are taken from the passive copy. It has failed, and the writer refuses the snapshot: only a mounted or a healthy copy can be backed up.",
  faults: ["a copy that has failed"],
  hours: 4,
  mixes: false,
  order: (lab, at) => {
    for (const database of lab.databases) {
      for (const copy of database.copies)
        if (!copy.active && copy.server === lab.servers[0]) stop(lab, copy, "Failed");
    }
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
  },
  predicts: { jobs: ["failed"], findings: ["COPY_UNHEALTHY"], exit: 2 },
};
