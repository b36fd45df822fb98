import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Position } from "../../../src/model/source.ts";
import { systemClock } from "../../../src/source/clock.ts";
import { createFileSource } from "../../../src/source/follow/index.ts";
import { testFolder } from "../../app/logs.ts";

const folder = testFolder();
const RECORDS = process.env.THAWLINE_PROOF === "full" ? 20_000 : 1_500;

it("reads each record once that another process writes, over kills at any instant", async () => {
  const path = join(folder, "written.evtx");
  const module = new URL("growing-log.ts", import.meta.url).href;
  const script = `
    import { growingLog } from ${JSON.stringify(module)};
    const log = growingLog(process.argv[1]);
    const more = () => {
      log.add(1 + (log.last % 7));
      if (log.last < ${RECORDS}) setTimeout(more, log.last % 3);
      else console.log(log.last);
    };
    more();`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", script, "--", path],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  child.stdout.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  const ended = once(child, "close");
  const kept: number[] = [];
  let position: Position = null;
  let kills = 0;

  const follow = async (signal: AbortSignal): Promise<"over" | "killed"> => {
    const clock = { now: Date.now, sleep: (_: number, until: AbortSignal) => systemClock.sleep(2, until) };
    const known = () => null;
    const source = createFileSource({ path, follow: true, clock, known, folder: () => folder });
    for await (const batch of source.batches(position, signal)) {
      // A kill may come before what was read is stored.
      if (Math.random() < 0.1) return "killed";
      kept.push(...batch.records.map(({ recordId }) => Number(recordId)));
      position = JSON.parse(JSON.stringify(batch.position));
      if (said !== "" && kept.length >= Number(said) && batch.records.length === 0) return "over";
    }
    return "killed";
  };
  for (;;) {
    const kill = new AbortController();
    const timer = pause(Math.random() * 60, undefined, { signal: kill.signal }).then(
      () => kill.abort(),
      () => {},
    );
    const how = await follow(kill.signal);
    kill.abort();
    await timer;
    if (how === "over") break;
    kills += 1;
  }
  await ended;
  expect(kills).toBeGreaterThan(2);
  expect(kept).toEqual(Array.from({ length: Number(said) }, (_, i) => i + 1));
});
