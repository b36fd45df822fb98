import { stop } from "../faults/copies.ts";
import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const copySuspended: Scenario = {
  name: "copy-suspended",
  title: "A suspended copy keeps the logs of all copies",
  story:
    "An administrator suspended the copy on the second server days ago and forgot about it. The backup of the mounted copy is good, but no log may go that the suspended copy has not replayed: a day later still none was deleted.",
  faults: ["a copy that is suspended"],
  hours: 26,
  mixes: false,
  order: (lab, at) => {
    for (const database of lab.databases) {
      for (const copy of database.copies)
        if (!copy.active && copy.server === lab.servers[1]) stop(lab, copy, "Suspended");
    }
    const databases = mountedOn(lab, lab.servers[0]).map(({ database }) => database.name);
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], databases })));
  },
  predicts: { jobs: ["succeeded"], findings: ["TRUNCATION_MISSING"], exit: 2, verify: 0 },
};
