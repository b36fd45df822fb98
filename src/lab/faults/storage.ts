import { closedLogName } from "../../../parsers/ese/index.ts";
import { FIRST_LEAF, placeOf, tearPage, writeLog } from "../../../parsers/ese/write/index.ts";
import { ese, volsnap } from "../events/drafts.ts";
import { PAGE_SIZE, SECTORS } from "../store/sizes.ts";
import { VOLUME } from "../vss.ts";
import type { Copy, Lab, LabServer } from "../world.ts";
import { edbPath } from "./mounting.ts";

/** The shadow storage is full: Windows drops the shadow copies that backups read from. */
export function fillShadowStorage({ logs, queue, shadows }: Lab, server: LabServer): void {
  logs.write(server.server, queue.now(), volsnap(36, VOLUME));
  for (const backup of shadows) if (backup.server === server) backup.shadowsLost = true;
}

/** Storage overwrites a part of a page. The engine sees it when it reads the page next: -1018 (474). */
export function breakPage({ logs, queue }: Lab, copy: Copy, leaf: number): void {
  const pgno = FIRST_LEAF + leaf;
  const at = placeOf(pgno, PAGE_SIZE);
  copy.image.damage((file) => file.fill(0x5a, at + 4096, at + 8192), [leaf]);
  const strings = [
    edbPath(copy),
    `${at} (0x${at.toString(16).padStart(16, "0")})`,
    `${PAGE_SIZE} (0x${PAGE_SIZE.toString(16).padStart(8, "0")})`,
    "-1018 (0xfffffc06)",
    "[9c1f:63e0]",
    "[9c1f:63e1]",
    `${pgno} (0x${pgno.toString(16).toUpperCase()})`,
  ];
  logs.write(
    copy.server.server,
    queue.now() + 300,
    ese(copy.engine, 474, strings, { database: copy.database.name }),
  );
}

/** What an untrustworthy transfer makes of the files of a backup. */
export type Spoil = (files: Map<string, Uint8Array>, copy: Copy) => void;

/** Only the front half of a page was written: the rest is of another state of it. */
export const tornPage: Spoil = (files, { database }) => {
  const name = `${database.name}.edb`;
  const file = files.get(name);
  if (file === undefined) return;
  const other = file.slice(placeOf(FIRST_LEAF, PAGE_SIZE), placeOf(FIRST_LEAF + 1, PAGE_SIZE));
  files.set(name, tearPage(file, PAGE_SIZE, FIRST_LEAF + 1, other));
};

/** The last closed log, which the database needs, is not there. */
export const missingLog: Spoil = (files, copy) => {
  files.delete(lastClosed(files, copy));
};

/** In its place lies a log of the same name and generation from another stream. */
export const foreignLog: Spoil = (files, copy) => {
  const name = lastClosed(files, copy);
  const generation = Number.parseInt(name.slice(3, 11), 16);
  const { bytes } = writeLog({
    generation,
    created: copy.database.signature.created,
    previous: { created: 1, accumulated: [1, 2] },
    signature: { random: 0xbad, created: 1 },
    sectors: SECTORS,
    pageSize: PAGE_SIZE,
    folder: "D:\\Logs\\SIM-OTHER",
    checkpoint: [generation, 1, 0],
    attachments: [],
    content: 0xbad,
  });
  files.set(name, bytes);
};

function lastClosed(files: ReadonlyMap<string, Uint8Array>, { database }: Copy): string {
  const generations = [...files.keys()].flatMap((name) => {
    const generation = Number.parseInt(/^E00([0-9A-F]{8})\.log$/.exec(name)?.[1] ?? "", 16);
    return Number.isNaN(generation) ? [] : [generation];
  });
  if (generations.length === 0) throw new Error(`a backup of ${database.name} without closed logs`);
  return closedLogName("E00", Math.max(...generations));
}
