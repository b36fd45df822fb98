import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another reader of event logs, and how to get it on Debian. */
export interface Peer {
  readonly name: string;
  /** Empty where it is there; else what to say in the name of a skipped test. */
  readonly missing: string;
}

const PYTHON = "/usr/bin/python3";

export const EVTXEXPORT = peer("evtxexport", "libevtx-utils", "evtxexport", ["-V"]);
export const PYTHON_EVTX = peer("python-evtx", "python3-evtx", PYTHON, ["-c", "import Evtx.Evtx"]);

/** Where the tools are promised to be, their absence is a failure. */
export const MAY_SKIP = process.env.CI === undefined || process.env.CI === "";

/** Each record as XML by libevtx. */
export function byEvtxexport(file: Uint8Array): string[] {
  const output = run("evtxexport", ["-f", "xml"], file);
  return output.match(/^<Event [\s\S]*?^<\/Event>/gm) ?? [];
}

/** Each record as XML by python-evtx. */
export function byPythonEvtx(file: Uint8Array): string[] {
  const script = [
    "import json, sys",
    "from Evtx.Evtx import Evtx",
    "from Evtx.Views import evtx_record_xml_view",
    "with Evtx(sys.argv[1]) as log:",
    "    print(json.dumps([evtx_record_xml_view(r) for r in log.records()]))",
  ].join("\n");
  return JSON.parse(run(PYTHON, ["-c", script], file)) as string[];
}

function run(command: string, args: readonly string[], file: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "thawline-evtx-"));
  try {
    const path = join(folder, "log.evtx");
    writeFileSync(path, file);
    const { status, stdout, stderr } = spawnSync(command, [...args, path], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function peer(name: string, debianPackage: string, command: string, probe: readonly string[]): Peer {
  const { status } = spawnSync(command, [...probe], { stdio: "ignore" });
  return { name, missing: status === 0 ? "" : ` (skipped: apt-get install ${debianPackage})` };
}
