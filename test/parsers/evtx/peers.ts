import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventRecord } from "../../../parsers/record.ts";

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
const MAY_SKIP = process.env.CI === undefined || process.env.CI === "";

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

/** What the XML of a peer says, in the fields that both print alike. */
export function fieldsOf(xml: string): unknown {
  const pick = (pattern: RegExp): string | undefined => pattern.exec(xml)?.[1];
  return {
    provider: pick(/<Provider Name="([^"]*)"/),
    eventId: Number(pick(/<EventID[^>]*>(\d+)</)),
    recordId: Number(pick(/<EventRecordID>(\d+)</)),
    server: pick(/<Computer>([^<]*)</),
    channel: pick(/<Channel>([^<]*)</),
    level: Number(pick(/<Level>(\d+)</)),
    // libevtx prints nine digits, python-evtx six, and rounds: the second is what they agree on.
    time: pick(/SystemTime="([^"]{19})/)?.replace(" ", "T"),
    strings: [...xml.matchAll(/<Data(?: Name="[^"]*")?(?:\/>|>([\s\S]*?)<\/Data>)/g)].flatMap((match) =>
      texts(match[1]),
    ),
    user: [...xml.matchAll(/<(VolumesCount|State)>([^<]*)</g)].map((match) => [
      `EventXML/${match[1]}`,
      match[2],
    ]),
  };
}

/** python-evtx prints an array as one text with marks, escaped like all texts. */
function texts(content = ""): string[] {
  const text = unescaped(content);
  const items = [...text.matchAll(/<string>([\s\S]*?)<\/string>\n/g)].map((match) => match[1] ?? "");
  return items.length > 0 ? items : [text];
}

function unescaped(text: string): string {
  const named = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
  const plain = named.replaceAll("&amp;", "&");
  return plain.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** The same of a record. */
export function expectedOf(record: EventRecord): unknown {
  const { provider, eventId, recordId, server, channel, level, time, strings, user } = record;
  return { provider, eventId, recordId, server, channel, level, time: time?.slice(0, 19), strings, user };
}

/** Whether the tests with a peer are left out. */
export function skips(peer: Peer): boolean {
  return MAY_SKIP && peer.missing !== "";
}
