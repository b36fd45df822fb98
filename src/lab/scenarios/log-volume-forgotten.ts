import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const logVolumeForgotten: Scenario = {
  name: "log-volume-forgotten",
  title: "The volume of the logs is not in the snapshot set",
  story:
    "Somebody moved the logs of a database to a new volume, and the requester does not know. The writer refuses the snapshot: a database without its logs cannot be restored.",
  faults: ["a requester that forgets a volume"],
  hours: 4,
  mixes: true,
  order: (lab, at) =>
    lab.queue.at(at, () => {
      const forgets = mountedOn(lab, lab.servers[0])
        .slice(0, 1)
        .map(({ database }) => database.name);
      lab.queue.start(backUp(lab, { server: lab.servers[0], forgets }));
    }),
  predicts: { jobs: ["failed"], findings: ["VOLUME_NOT_IN_SET"], exit: 2 },
};
