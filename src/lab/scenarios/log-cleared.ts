import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const logCleared: Scenario = {
  name: "log-cleared",
  title: "Somebody clears the log before the backup is told to its end",
  story:
    "During the transfer the Application log is exported, and after the end of the backup it is cleared. What was written in between, the completion among it, is gone: the backup may have been good, and nothing shows it.",
  faults: ["a log that is exported, and cleared later"],
  hours: 26,
  mixes: false,
  order: (lab, at) => {
    const { server } = lab.servers[0];
    lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0], transferSeconds: 1200 })));
    lab.queue.at(at + 600, () => lab.logs.archive(server, "Application"));
    lab.queue.at(at + 1500, () => lab.logs.clear(server, "Application"));
  },
  predicts: { jobs: ["incomplete"], findings: ["EVENTS_LOST"], exit: 1 },
};
