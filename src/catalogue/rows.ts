import type { CatalogueRow } from "../model/catalogue.ts";
import type { StringRole } from "../model/signal.ts";

/** A string of known place: its role, in words of its own where the role alone says too little. */
type StringFacts = StringRole | readonly [role: StringRole, is: string];

/** What all rows of one list share. */
interface Shared {
  readonly provider: string;
  readonly channel: string;
  readonly category: string | null;
  readonly versions: readonly string[];
  readonly citation: string;
  readonly confidence: CatalogueRow["confidence"];
  /** The strings that every event of the list starts with. */
  readonly lead?: readonly StringFacts[];
}

/** A row as it is written down: only what is its own. */
interface RowFacts
  extends Pick<CatalogueRow, "id" | "phase" | "outcome" | "signal" | "meaning">,
    Partial<
      Pick<
        CatalogueRow,
        | "lastId"
        | "symbol"
        | "level"
        | "channel"
        | "category"
        | "versions"
        | "type"
        | "template"
        | "carries"
        | "confidence"
        | "note"
      >
    > {
  readonly strings?: readonly StringFacts[];
  /** In place of the shared citation. */
  readonly citation?: string;
  /** Added to the citation. */
  readonly see?: string;
}

const WORDS: Readonly<Record<StringRole, string>> = {
  process: 'process, or "Information Store - <database>", cut at 64 characters',
  pid: '"pid", "pid,state,trace" or "pid,state,trace,version"',
  instanceName: '"<instance>: " or empty',
  guid: "writer instance GUID (= VSS snapshot set id)",
  guidAndNumber: 'writer instance "GUID:N"',
  database: "database",
  databaseGuid: "component name (database GUID)",
  eseInstance: "shadow copy instance number",
  jetError: "Jet error",
  hresult: "error, hexadecimal",
  milliseconds: "milliseconds",
  firstLog: "first log file",
  lastLog: "last log file",
  file: "file",
  count: "count",
  page: "page",
  peer: "other server",
  status: "copy status",
  volume: "volume (letter or \\\\?\\Volume{guid})",
  device: "device (of the shadow copy or the volume)",
  storageVolume: "volume of the shadow copy storage",
  routine: "routine",
  vssContext: "Operation and Context block (Windows 2008 and later)",
  seconds: "seconds",
  text: "text",
};

/** Rows of one provider: what they share is said once, what is absent is null. */
export function rowsOf(shared: Shared, rows: readonly RowFacts[]): readonly CatalogueRow[] {
  const { lead = [], ...common } = shared;
  return rows.map(({ strings = [], see, ...own }) => ({
    symbol: null,
    level: null,
    template: null,
    note: null,
    ...common,
    ...own,
    citation: [own.citation ?? shared.citation, ...(see === undefined ? [] : [see])].join("; "),
    strings: [...lead, ...strings].map(stringOf),
  }));
}

function stringOf(facts: StringFacts): CatalogueRow["strings"][number] {
  return typeof facts === "string" ? { role: facts, is: WORDS[facts] } : { role: facts[0], is: facts[1] };
}
