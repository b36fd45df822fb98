import { backUp } from "../requester.ts";
import type { Scenario } from "./scenario.ts";

export const localised: Scenario = {
  name: "localised",
  title: "Servers in German and Japanese",
  story:
    "The same good backup. The logs are exported as XML as well, with the words of a German and of a Japanese server around them. What is concluded rests on numbers and insertion strings, so the language makes no difference.",
  faults: [],
  exports: "xml",
  hours: 4,
  mixes: false,
  order: (lab, at) => lab.queue.at(at, () => lab.queue.start(backUp(lab, { server: lab.servers[0] }))),
  predicts: { jobs: ["succeeded"], findings: [], exit: 0 },
};
