import { dismount, mount } from "../faults/mounting.ts";
import { activesOn, mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const frozenTooLong: Scenario = {
  name: "frozen-too-long",
  title: "The engine thaws by itself after 20 seconds",
  story:
    "The storage takes 26 seconds to make the shadow copy. The engine's timer of 20 seconds runs out first: it thaws by itself, so the shadow copy is of no use, and VSS aborts the backup. Some time later an administrator mounts the databases anew, which frees the engine's dead session.",
  faults: ["a shadow copy that takes 26 s"],
  hours: 4,
  mixes: true,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], frozenSeconds: 26 })));
    lab.queue.at(at + 2400, () => {
      for (const copy of mountedOn(lab, lab.servers[0])) dismount(lab, copy);
    });
    lab.queue.at(at + 2430, () => {
      for (const copy of activesOn(lab, lab.servers[0])) mount(lab, copy);
    });
  },
  predicts: { jobs: ["failed"], findings: ["FREEZE_TIMEOUT", "JOB_ABORTED"], exit: 2 },
};
