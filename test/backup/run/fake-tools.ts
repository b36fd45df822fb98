import { copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Server, ShadowCopy } from "./fake-server.ts";

// Programs that stand in for those of Windows: they print what those print, as far as it is known, and do the same to files.

/** A simulated program: arguments in, text and an exit code out. */
export type FakeTool = (
  server: Server,
  args: readonly string[],
  out: (text: string) => void,
  folder: string,
) => Promise<number>;

export const vssadmin: FakeTool = async ({ shadows }, args, out) => {
  if (args.join(" ") !== "list shadows") return 2;
  out("vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool\r\n");
  out("(C) Copyright 2001-2013 Microsoft Corp.\r\n\r\n");
  if (shadows.length === 0) {
    out("No items found that satisfy the query.\r\n\r\n");
    return 1;
  }
  for (const shadow of shadows) out(entryOf(shadow));
  return 0;
};

function entryOf({ id, set, volume }: ShadowCopy): string {
  return [
    `Contents of shadow copy set ID: {${set}}`,
    "   Contained 1 shadow copies at creation time: 3/1/2026 9:30:10 PM",
    `      Shadow Copy ID: {${id}}`,
    `         Original Volume: (E:)${volume}`,
    "         Shadow Copy Volume: \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy12",
    "         Originating Machine: EX1.example.com",
    "         Service Machine: EX1.example.com",
    "         Provider: 'Microsoft Software Shadow Copy provider 1.0'",
    "         Type: DataVolumeRollback",
    "         Attributes: Persistent, No auto release, Exposed Remotely, Differential\r\n\r\n",
  ].join("\r\n");
}

export const robocopy: FakeTool = async ({ place }, args, out) => {
  const [from = "", to = "", ...rest] = args;
  const patterns = rest.filter((one) => !one.startsWith("/"));
  const without = rest.includes("/XF") ? rest[rest.indexOf("/XF") + 1] : null;
  const source = place(from);
  const names = readdirSync(source).filter(
    (name) => name !== without && patterns.some((pattern) => fits(pattern, name)),
  );
  let bytes = 0;
  out(`\r\n\t                   ${names.length}\t${from}\\\r\n`);
  for (const name of names) {
    const { size } = statSync(join(source, name));
    out(`\t    New File  \t\t${String(size).padStart(10)}\t${name}\r\n  0%  \r`);
    copyFileSync(join(source, name), join(place(to), name));
    out("100%  \r\n");
    bytes += size;
  }
  const count = String(names.length).padStart(10);
  const all = String(bytes).padStart(10);
  out("\r\n------------------------------------------------------------------------------\r\n\r\n");
  out("               Total    Copied   Skipped  Mismatch    FAILED    Extras\r\n");
  out("    Dirs :         1         0         1         0         0         0\r\n");
  out(`   Files :${count}${count}         0         0         0         0\r\n`);
  out(`   Bytes :${all}${all}         0         0         0         0\r\n`);
  out("   Times :   0:00:00   0:00:00                       0:00:00   0:00:00\r\n");
  return names.length > 0 ? 1 : 0;
};

function fits(pattern: string, name: string): boolean {
  const [start = "", end] = pattern.toLowerCase().split("*");
  const given = name.toLowerCase();
  return end === undefined ? given === start : given.startsWith(start) && given.endsWith(end);
}

const DONE = "\r\nOperation completed successfully in 0.125 seconds.\r\n";

export const eseutil: FakeTool = async (_, [mode = "", path = ""], out, folder) => {
  out("\r\nExtensible Storage Engine Utilities for Microsoft(R) Exchange Server\r\nVersion 15.02\r\n\r\n");
  switch (mode) {
    case "/mh":
      out(`DATABASE HEADER:\r\n         State: Dirty Shutdown\r\n${DONE}`);
      return 0;
    case "/mk":
      out(`      Checkpoint: (0x4,1,0)\r\n${DONE}`);
      return 0;
    case "/ml":
      out(logsText(path.slice(0, -4)));
      return 0;
    default:
      if (path === "E00") out(logsText(folder));
      else out(pagesText(path));
      return 0;
  }
};

function logsText(folder: string): string {
  const logs = readdirSync(folder).filter((name) => /^E00.*\.log$/i.test(name));
  const lines = logs.map((name) => `      Log file: ${name} - OK`);
  return `Verifying log files...\r\n     Base name: E00\r\n${lines.join("\r\n")}\r\nNo damaged log files were found.\r\n${DONE}`;
}

function pagesText(path: string): string {
  const bytes = readFileSync(path);
  const pages = Array.from({ length: bytes.length / 4096 }, (_, at) =>
    bytes.subarray(at * 4096, (at + 1) * 4096),
  );
  const empty = pages.filter((page) => page.every((byte) => byte === 0)).length;
  const counts = [`${pages.length} pages seen`, "0 bad checksums", "0 correctable checksums"];
  return [
    "Initiating CHECKSUM mode...",
    ...counts,
    `${empty} uninitialized pages`,
    "0 wrong page numbers",
    DONE,
  ].join("\r\n");
}
