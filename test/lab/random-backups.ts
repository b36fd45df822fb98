import type { LabBackup, Stage } from "../../src/lab/backups/index.ts";
import { dismount, failOver, mount } from "../../src/lab/faults/mounting.ts";
import { restartWriter } from "../../src/lab/faults/services.ts";
import {
  breakPage,
  fillShadowStorage,
  foreignLog,
  missingLog,
  tornPage,
} from "../../src/lab/faults/storage.ts";
import { otherBackup, spoilShadows, whenAt } from "../../src/lab/faults/tools.ts";
import { createRandom, type Random } from "../../src/lab/random.ts";
import { PAGE_SIZE } from "../../src/lab/store/sizes.ts";
import type { ToolName } from "../../src/lab/tools/faults.ts";

const LINES = [
  "set verbose",
  "set context",
  "set metadata",
  "writer exclude",
  "writer verify",
  "begin backup",
  "add volume",
  "create",
  "expose",
  "exec",
  "end backup",
  "delete shadows",
  "exit",
];
const MODES = ["/k", "/mh", "/ml", "/mk"];
/** Access denied, sharing violation, disk full, device error. */
const WIN32 = [5, 32, 112, 1117];
const TOOLS: readonly ToolName[] = ["robocopy.exe", "eseutil.exe", "vssadmin.exe"];
const FILES = ["*.edb", "E00????????.log", "E00.log", "E00.chk"];

type RandomFault = (stage: Stage, random: Random) => void;

/** Each may strike anywhere, alone or with others. */
const FAULTS: Readonly<Record<string, RandomFault>> = {
  line: ({ state }, random) =>
    void state.faults.lines.push({
      line: random.pick(LINES),
      when: random.pick(["before", "after"]),
      ends: random.pick(["fails", "dies"]),
    }),
  freeze: ({ state }, random) => {
    state.faults.frozenSeconds = random.between(5, 70);
  },
  hold: ({ state }, random) => {
    state.faults.holdSeconds = random.between(2, 20);
  },
  noSpace: ({ state }) => {
    state.faults.noShadowSpace = true;
  },
  copyFails: ({ state }, random) =>
    void state.faults.robocopy.push({
      kind: "file",
      name: random.pick(FILES),
      error: random.pick(WIN32),
    }),
  copyFatal: ({ state }, random) =>
    void state.faults.robocopy.push({ kind: random.pick(["fatal", "killed", "hangs"]), error: 53 }),
  copySkips: ({ state }, random) =>
    void state.faults.robocopy.push({ kind: "skips", name: random.pick(FILES) }),
  copySpoils: ({ state }, random) => {
    const at = random.integer(3, 9) * PAGE_SIZE + random.integer(1, PAGE_SIZE - 1);
    state.faults.robocopy.push({
      kind: "spoils",
      name: "*.edb",
      edit: (bytes) => bytes.map((byte, place) => (place === at ? byte ^ 0x21 : byte)),
    });
  },
  copyCuts: ({ state }, random) => {
    const left = random.between(0, 1);
    state.faults.robocopy.push({
      kind: "spoils",
      name: random.pick(FILES),
      edit: (bytes) => bytes.subarray(0, Math.floor(left * bytes.length)),
    });
  },
  eseutil: ({ state }, random) =>
    void state.faults.eseutil.push({
      mode: random.pick(MODES),
      kind: random.pick(["killed", "hangs", "lies", "error"]),
      error: random.pick([-501, -1206, -1]),
    }),
  fewerPages: ({ state }, random) =>
    void state.faults.eseutil.push({ mode: "/k", kind: "fewer", pages: random.integer(1, 30) }),
  spoiled: ({ state, copy }, random) => {
    const spoil = random.pick([tornPage, missingLog, foreignLog]);
    whenAt(state, "create", () => spoilShadows(state, copy, spoil), { when: "after" });
  },
  badPage: ({ lab, copy }, random) => breakPage(lab, copy, random.integer(0, 5)),
  letter: ({ state }, random) => {
    const letter = random.pick(["G", "H"]);
    whenAt(state, random.pick(["begin backup", "create", "expose"]), () => void state.letters.add(letter));
  },
  missingTool: ({ state }, random) => {
    const tool = random.pick(TOOLS);
    whenAt(state, random.pick(LINES), () => void state.faults.missing.add(tool));
  },
  storage: ({ lab, state }, random) =>
    whenAt(state, random.pick(["expose", "exec", "end backup"]), () => fillShadowStorage(lab, state.server), {
      seconds: random.integer(0, 500),
    }),
  restart: ({ lab, state }, random) =>
    whenAt(state, random.pick(LINES), () => void lab.queue.start(restartWriter(lab, state.server)), {
      seconds: random.integer(0, 400),
    }),
  dismount: ({ lab, state, copy }, random) =>
    whenAt(
      state,
      random.pick(["set context", "exec"]),
      () => {
        if (!copy.active || copy.status !== "Mounted") return;
        dismount(lab, copy);
        lab.queue.at(lab.queue.now() + 60, () => mount(lab, copy));
      },
      { seconds: random.integer(0, 300) },
    ),
  failover: ({ lab, state, copy, other }, random) =>
    whenAt(
      state,
      random.pick(["set context", "exec"]),
      () => {
        if (other !== undefined && copy.active && copy.status === "Mounted") failOver(lab, copy, other);
      },
      { seconds: random.integer(0, 300) },
    ),
  otherBackup: ({ state, copy }, random) =>
    whenAt(state, random.pick(["set verbose", "begin backup", "exec"]), () =>
      otherBackup(state, {
        server: state.server,
        databases: [copy.database.name],
        transferSeconds: random.integer(30, 900),
      }),
    ),
};

export interface RandomBackup {
  readonly backup: LabBackup;
  /** Names of what was ordered, and the files' damage among it. */
  readonly faults: readonly string[];
  /** Simulated seconds after which the user ends it; null: never. */
  readonly stoppedAfter: number | null;
}

/** A backup with any faults at any steps; the same for a seed. */
export function randomBackup(seed: number): RandomBackup {
  const random = createRandom(seed);
  const names = Object.keys(FAULTS);
  const faults = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () => random.pick(names));
  const stoppedAfter = random.integer(0, 5) === 0 ? random.between(1, 700) : null;
  const own = random.fork("what the faults are");
  return {
    faults,
    stoppedAfter,
    backup: {
      name: `random-${seed}`,
      title: "any",
      story: "any",
      type: random.pick(["full", "full", "full", "copy"]),
      database: random.pick(["SIM-DB01", "SIM-DB01", "SIM-DB02"]),
      order(stage) {
        if (random.integer(0, 4) === 0) stage.state.faults.language = "zh-CN";
        for (const name of faults) FAULTS[name]?.(stage, own);
      },
      predicts: { run: "failed", told: false, jobs: [], findings: [], files: [], exit: 2 },
    },
  };
}
