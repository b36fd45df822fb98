import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyTransfer } from "../../../src/backup/run/copy-transfer.ts";
import { makeRunFolder } from "../../../src/backup/run/run-folder.ts";
import { testFolder } from "../../app/logs.ts";
import { discovery, planOf } from "../site.ts";

const target = testFolder();

/** The line of robocopy that the copy step starts, as far as it can be seen by the program. */
export async function robocopyOfTheCopyStep(): Promise<string> {
  const plan = planOf(discovery(), { target, expose: "folders" });
  const [transfer] = plan.transfers;
  if (transfer === undefined) throw new Error("a plan without transfers");
  mkdirSync(plan.folders.transcripts, { recursive: true });
  let line = "";
  await copyTransfer(
    plan,
    { transfer, files: [] },
    1,
    { files: 0, bytes: 0 },
    {
      processes: {
        find: () => null,
        async run(file, args) {
          line = [file, ...args].join(" ");
          return { exitCode: 0, trouble: null };
        },
      },
      signal: new AbortController().signal,
      progress: {
        step: () => undefined,
        ahead: () => undefined,
        copied: () => undefined,
        checked: () => undefined,
        silent: () => undefined,
        write: () => undefined,
        trouble: () => null,
      },
    },
  );
  return line;
}

/** Whether a run begins in a folder in which a log of an earlier one lies. */
export async function takesUsedFolder(): Promise<boolean> {
  const { folders } = planOf(discovery(), { target, id: "f".repeat(16) });
  mkdirSync(folders.run, { recursive: true });
  writeFileSync(join(folders.run, "E0000000001.log"), "");
  const none = { find: () => null, run: async () => ({ exitCode: null, trouble: "no programs here" }) };
  return (await makeRunFolder({ folders }, { processes: none, env: {} })) === null;
}
