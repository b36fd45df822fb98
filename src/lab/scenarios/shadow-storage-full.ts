import { fillShadowStorage } from "../faults/storage.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const shadowStorageFull: Scenario = {
  name: "shadow-storage-full",
  title: "The shadow copies are lost while they are copied from",
  story:
    "The space for the shadow copies runs full in the midst of the transfer, and Windows drops them (volsnap 36). The requester can read no further and reports all databases as not backed up.",
  faults: ["shadow storage that is full"],
  hours: 4,
  mixes: true,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    lab.queue.at(at + 400, () => fillShadowStorage(lab, lab.servers[0]));
  },
  predicts: { jobs: ["failed"], findings: ["COMPONENT_NOT_BACKED_UP", "SHADOW_STORAGE"], exit: 2 },
};
