import { mountedOn } from "../find.ts";
import { backUp } from "../requester.ts";
import { USUAL_SITE } from "../site.ts";
import type { Scenario } from "./scenario.ts";

export const copyLagged: Scenario = {
  name: "copy-lagged",
  title: "A lagged copy keeps its logs, as it should",
  story:
    "The second server has a copy that replays each log a week late. The backup of the mounted copy is good and the logs are deleted there; the lagged copy keeps its own until it has replayed them. Nothing is wrong.",
  faults: ["a copy with a lag of seven days"],
  site: {
    ...USUAL_SITE,
    databases: [{ name: "SIM-DB01", active: 0, copies: 2, lagSeconds: 7 * 86_400 }],
  },
  hours: 26,
  mixes: false,
  order: (lab, at) => {
    const databases = mountedOn(lab, lab.servers[0]).map(({ database }) => database.name);
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], databases })));
  },
  predicts: { jobs: ["succeeded"], findings: [], exit: 0, verify: 0 },
};
