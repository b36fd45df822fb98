import { createClock } from "../../src/lab/clock.ts";
import { mountedOn } from "../../src/lab/find.ts";
import { createLab } from "../../src/lab/lab.ts";
import { createRandom, type Random } from "../../src/lab/random.ts";
import { backUp } from "../../src/lab/requester.ts";
import { SCENARIOS } from "../../src/lab/scenarios/index.ts";
import type { Prediction } from "../../src/lab/scenarios/scenario.ts";
import type { DatabaseOptions, Site } from "../../src/lab/site.ts";
import type { Lab } from "../../src/lab/world.ts";
import { NO_REAL_TIME } from "./run.ts";

const MIXING = SCENARIOS.filter(({ mixes }) => mixes);
const DAY = 26 * 3600;
/** When the other server's own backup runs: all stories are over then. */
const OTHER = 13 * 3600;

export interface RandomRun {
  readonly lab: Lab;
  readonly site: Site;
  readonly stories: readonly string[];
  readonly predicts: Prediction;
}

/** Any databases on two servers, and some nights with a story each; the other server is backed up well in between. */
export async function randomRun(seed: number): Promise<RandomRun> {
  const random = createRandom(seed);
  const site: Site = {
    version: random.pick(["2013", "2016", "2019", "SE"] as const),
    databases: databases(random),
    skewSeconds: random.integer(-25, 25),
  };
  const clock = createClock(
    Date.UTC(2026, random.integer(0, 11), random.integer(1, 28), 19),
    "max",
    NO_REAL_TIME,
  );
  const lab = createLab({ site, seed, clock });
  const nights = random.integer(1, 3);
  const stories: string[] = [];
  let predicts: Prediction = { jobs: [], findings: [], exit: 0 };
  for (let night = 0; night < nights; night++) {
    const at = 3600 + night * DAY + random.between(0, 3600);
    const story = random.pick(MIXING);
    story.order(lab, at);
    stories.push(story.name);
    predicts = after(predicts, story.predicts);
    if (site.databases.some(({ active }) => active === 1) && random.integer(0, 1) === 1) {
      lab.queue.at(at + OTHER, () => {
        const own = mountedOn(lab, lab.servers[1]).map(({ database }) => database.name);
        lab.queue.start(backUp(lab, { server: lab.servers[1], databases: own }));
      });
      stories.push("(other server)");
      predicts = after(predicts, { jobs: ["succeeded"], findings: [], exit: 0 });
    }
  }
  await lab.queue.run(3600 + nights * DAY);
  return { lab, site, stories, predicts };
}

/** One database at least is mounted on the first server, where the stories are. */
function databases(random: Random): readonly DatabaseOptions[] {
  return Array.from({ length: random.integer(1, 4) }, (_, i) => {
    const copies = random.pick([1, 2, 2] as const);
    return { name: `SIM-DB0${i + 1}`, active: i === 0 ? 0 : random.pick([0, 1] as const), copies };
  });
}

/** Neither night has a bearing on the other; the worse one decides. */
function after(first: Prediction, second: Prediction): Prediction {
  return {
    jobs: [...first.jobs, ...second.jobs],
    findings: [...first.findings, ...second.findings],
    exit: first.exit > second.exit ? first.exit : second.exit,
  };
}
