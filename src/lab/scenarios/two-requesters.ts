import { mountedOn } from "../find.ts";
import { backUp, type Order } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const twoRequesters: Scenario = {
  name: "two-requesters",
  title: "Two requesters back up the same database on both servers",
  story:
    "A full backup of the mounted copy runs on the first server; meanwhile another program takes a copy backup of the passive copy on the second. Both end well, but nobody should want that.",
  faults: ["a second requester on the other server"],
  hours: 4,
  mixes: false,
  order: (lab, at) => {
    const databases = mountedOn(lab, lab.servers[0]).map(({ database }) => database.name);
    const run = (order: Order): void => void lab.queue.start(backUp(lab, order));
    lab.queue.at(at, () => run({ server: lab.servers[0], databases, transferSeconds: 3600 }));
    lab.queue.at(at + 900, () =>
      run({ server: lab.servers[1], databases, type: "copy", transferSeconds: 600 }),
    );
  },
  predicts: { jobs: ["succeeded", "succeeded"], findings: ["JOBS_OVERLAP"], exit: 1 },
};
