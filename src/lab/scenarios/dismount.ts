import { dismount, mount } from "../faults/mounting.ts";
import { activesOn, mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const dismounted: Scenario = {
  name: "dismount",
  title: "A database is dismounted during its backup",
  story:
    "An administrator dismounts a database while its files are copied, and mounts it a minute later. The engine forgets the backup, the writer reports the database as failed, and its logs stay.",
  faults: ["a dismount and a mount"],
  hours: 4,
  mixes: true,
  order: (lab, at) => {
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
    lab.queue.at(at + 300, () => {
      for (const copy of mountedOn(lab, lab.servers[0]).slice(0, 1)) dismount(lab, copy);
    });
    lab.queue.at(at + 360, () => {
      for (const copy of activesOn(lab, lab.servers[0]).slice(0, 1)) mount(lab, copy);
    });
  },
  predicts: { jobs: ["failed"], findings: ["BACKUP_FAILED", "DATABASE_DISMOUNTED"], exit: 2 },
};
