import { createClock, type RealTime, type Speed } from "./clock.ts";
import { type Disk, NO_DISK, putOff } from "./disk.ts";
import { exportXml, type Language } from "./export-xml.ts";
import { createLab } from "./lab.ts";
import { simulatedMarkdown } from "./note.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { topologyOf, USUAL_SITE } from "./site.ts";
import type { Lab } from "./world.ts";

export interface LabRequest {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly speed: Speed;
  readonly disk?: Disk;
}

/** The story begins when so much of the logs is there. */
export const STORY_BEGINS = 3600;
/** 3 March 2025, 19:00 UTC, which is past on any clock: a run as fast as can be is the same byte for byte, whenever it is made. */
export const FIXED_BEGIN = Date.UTC(2025, 2, 3, 19);
const LANGUAGES: readonly Language[] = ["de-DE", "ja-JP"];

/** Runs a scenario to its end. The same seed gives the same files, but for the times where it follows a real clock. */
export async function runLab(request: LabRequest, real: RealTime): Promise<Lab> {
  const { scenario, seed, speed } = request;
  const { disk: place = NO_DISK } = request;
  const disk = speed === "max" ? putOff(place) : place;
  const site = scenario.site ?? USUAL_SITE;
  const clock = createClock(speed === "max" ? FIXED_BEGIN : real.now(), speed, real);
  const lab = createLab({ site, seed, clock, disk });
  const tell = (over: boolean): void =>
    disk.write("simulated.md", utf8(simulatedMarkdown(request, lab, over)));
  disk.write("topology.json", utf8(`${JSON.stringify(topologyOf(site), null, 2)}\n`));
  tell(false);
  try {
    scenario.order(lab, STORY_BEGINS);
    await lab.queue.run(STORY_BEGINS + scenario.hours * 3600);
    if (scenario.exports === "xml") writeExports(lab, disk);
    tell(true);
  } finally {
    disk.close();
  }
  return lab;
}

/** The logs of each server, in a language of its own. */
function writeExports({ servers, logs }: Lab, disk: Disk): void {
  servers.forEach(({ server, short }, i) => {
    const own = logs.records().filter((record) => record.server === server.name);
    const language = LANGUAGES[i % LANGUAGES.length] ?? "de-DE";
    disk.write(`export/${short}-${language}.xml`, utf8(exportXml(own, language)));
  });
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
