import type { Format } from "./format.ts";

interface Entry {
  readonly name: string;
  readonly load: () => Promise<Format>;
}

/**
 * The formats of event logs, the one place to add one. In this order: the first that is certain is taken, so
 * that the others need not be loaded (all together take as long to load as Node itself takes to start).
 */
export const FORMATS: readonly Entry[] = [
  { name: "evtx", load: async () => (await import("./evtx/index.ts")).evtx },
  { name: "event-xml", load: async () => (await import("./event-xml/index.ts")).eventXml },
  { name: "event-json", load: async () => (await import("./event-json/index.ts")).eventJson },
  { name: "event-csv", load: async () => (await import("./event-csv/index.ts")).eventCsv },
  { name: "event-text", load: async () => (await import("./event-text/index.ts")).eventText },
];

/** The format that is surest that these first bytes (up to 64 KiB) of a file are its own; null when none is. */
export async function detect(head: Uint8Array): Promise<Format | null> {
  // Databases and their logs lie beside event logs in many folders; to find no text in them takes long.
  if (await isOfDatabase(head)) return null;
  let best: Format | null = null;
  let surest = 0;
  for (const { load } of FORMATS) {
    const format = await load();
    const score = format.sniff(head);
    if (score >= 1) return format;
    if (score > surest) {
      best = format;
      surest = score;
    }
  }
  return best;
}

/** Where the files of the database engine tell their kind (parsers/ese/identify.ts). */
const KIND_AT = 667;
const MOST_KIND = 7;

/** Whether a file is a database, a log or a checkpoint, whole in its header: `verify` reads those. */
export async function isOfDatabase(head: Uint8Array): Promise<boolean> {
  const kind = head[KIND_AT] ?? 0;
  if (kind === 0 || kind > MOST_KIND || (head[KIND_AT + 1] ?? 1) !== 0) return false;
  const { identify } = await import("./ese/identify.ts");
  return identify(head, head.length)?.whole === true;
}
