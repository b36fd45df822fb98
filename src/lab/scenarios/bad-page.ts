import { breakPage } from "../faults/storage.ts";
import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const badPage: Scenario = {
  name: "bad-page",
  title: "A page of the database is damaged",
  story:
    "Storage overwrites a part of a page. The engine reads it some minutes later and says so (474, -1018). In the night the requester checks the pages that it copied, finds the same one, and reports the database as not backed up.",
  faults: ["a page that is overwritten on the volume"],
  hours: 4,
  mixes: false,
  order: (lab, at) => {
    lab.queue.at(at - 1800, () => {
      for (const copy of mountedOn(lab, lab.servers[0]).slice(0, 1)) breakPage(lab, copy, 2);
    });
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] })));
  },
  predicts: { jobs: ["failed"], findings: ["COMPONENT_NOT_BACKED_UP", "PAGE_CORRUPT"], exit: 2, verify: 2 },
};
