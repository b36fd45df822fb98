import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const neverTruncates: Scenario = {
  name: "never-truncates",
  title: "Good backups, night after night, and the logs stay",
  story:
    "The checkpoint of the databases does not move, because a transaction never ends. Two nights in a row the backup is good and the writer requests the truncation, but the engine still needs every log. No event says so: only the deletion that does not come.",
  faults: ["checkpoints that do not move"],
  hours: 51,
  mixes: false,
  order: (lab, at) => {
    for (const database of lab.databases) {
      for (const copy of database.copies) {
        copy.stuck = copy.active;
        if (copy.active) copy.checkpoint = Math.min(...copy.logs.keys());
      }
    }
    for (const night of [0, 25 * 3600]) {
      lab.queue.at(at + night, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    }
  },
  predicts: { jobs: ["succeeded", "succeeded"], findings: ["TRUNCATION_MISSING"], exit: 2 },
};
