import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const truncationRpcFailure: Scenario = {
  name: "truncation-rpc-failure",
  title: "A copy cannot tell how far it is",
  story:
    "The copy on the second server cannot report its truncation point to the active one (2137), because a log that it asks about is not there. The backup is good, and no log is deleted anywhere until the copies agree.",
  faults: ["a copy whose reports fail"],
  hours: 26,
  mixes: false,
  order: (lab, at) => {
    for (const { copies } of lab.databases)
      for (const copy of copies) copy.mute = copy.server === lab.servers[1];
    const databases = mountedOn(lab, lab.servers[0]).map(({ database }) => database.name);
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], databases })));
  },
  predicts: { jobs: ["succeeded"], findings: ["TRUNCATION_BLOCKED"], exit: 2, verify: 0 },
};
