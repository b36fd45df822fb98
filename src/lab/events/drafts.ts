import type { Draft, ExchangeVersion } from "./draft.ts";

/** One ESE engine: a process, and how it signs its events. */
export interface Engine {
  readonly version: ExchangeVersion;
  /** %1: `Information Store - DB01` since 2013 (a worker a database), `Information Store` before. */
  readonly process: string;
  readonly pid: number;
}

const BUILDS: Readonly<Record<ExchangeVersion, string>> = {
  "2003": "06.05.7638.000",
  "2007": "08.03.0083.000",
  "2010": "14.03.0123.000",
  "2013": "15.00.1497.000",
  "2016": "15.01.2507.006",
  "2019": "15.02.1544.004",
  SE: "15.02.2562.017",
};

/** Categories of the source ESE, by number (events.json, `category`). */
const ESE_TASKS: Readonly<Record<number, string>> = {
  1: "General",
  2: "Database Page Cache",
  3: "Logging/Recovery",
  7: "Performance",
  16: "ShadowCopy",
};
const ESE_GENERAL = [100, 102, 103, 104, 105, 326, 327, 481, 482, 485, 522];
const ESE_PERFORMANCE = [507, 508, 509, 510, 532, 533];
const ESE_PAGES = [398, 399, 474, 475, 476, 478, 530];
const ESE_ERRORS = [
  2002, 2004, 2007, 206, 459, 214, 215, 226, 217, 218, 474, 475, 476, 477, 478, 530, 516, 481, 482, 485, 440,
  413, 522, 104,
];
const ESE_WARNINGS = [227, 520, 219, 398, 399, 507, 508, 509, 510, 532, 533];

/**
 * An event of an ESE engine. `database` fills %3; the events of a session as a whole have none
 * (correlation.md 1.6). `rest` are %4 and following.
 */
export function ese(
  engine: Engine,
  id: number,
  rest: readonly string[] = [],
  options: { readonly database?: string; readonly task?: number; readonly provider?: string } = {},
): Draft {
  const database = options.database === undefined ? "" : `${options.database}: `;
  const task = options.task ?? eseTask(id);
  return {
    channel: "Application",
    provider: options.provider ?? "ESE",
    eventId: id,
    level: ESE_ERRORS.includes(id) ? 2 : ESE_WARNINGS.includes(id) ? 3 : 4,
    task,
    taskName: ESE_TASKS[task] ?? null,
    qualifiers: 0,
    strings: [engine.process.slice(0, 64), pidText(engine, database !== ""), database, ...rest],
  };
}

function eseTask(id: number): number {
  if (id >= 2000 && id <= 2010) return 16;
  if (ESE_GENERAL.includes(id)) return 1;
  if (ESE_PERFORMANCE.includes(id)) return 7;
  return ESE_PAGES.includes(id) ? 2 : 3;
}

/** %2 grew over the versions: `1444`, then `pid,state,optrace,build` since 2016 (correlation.md 1.7). */
function pidText({ version, pid }: Engine, ofInstance: boolean): string {
  if (["2003", "2007", "2010", "2013"].includes(version)) return String(pid);
  return ofInstance ? `${pid},D,50,${BUILDS[version]}` : `${pid},G,0,${BUILDS[version]}`;
}

const REPL_ERRORS = [
  2017, 2020, 2022, 2024, 2026, 2028, 2030, 2032, 2034, 2036, 2112, 2119, 2131, 2132, 4088, 2039, 2040, 2041,
  2042, 2043, 2044, 2045, 2048, 2049, 2050, 2051, 2140, 2153, 2180,
];
const REPL_WARNINGS = [2038, 2118, 2136, 2137, 2138];
const REPL_SERVICE = [2131, 2132, 4088, 2136, 2137, 2138, 2153, 2056, 2095, 2097, 2157];
/** Facility and severity bits: information, warning, error. */
const QUALIFIERS = { 4: 16388, 3: 32772, 2: 49156 } as const;

/** An event of the replication service's writer, or of the service itself. */
export function repl(id: number, strings: readonly string[] = []): Draft {
  const level = REPL_ERRORS.includes(id) ? 2 : REPL_WARNINGS.includes(id) ? 3 : 4;
  const task = REPL_SERVICE.includes(id) ? 1 : 2;
  return {
    channel: "Application",
    provider: "MSExchangeRepl",
    eventId: id,
    level,
    task,
    taskName: task === 1 ? "Service" : "Exchange VSS Writer",
    qualifiers: QUALIFIERS[level],
    strings,
  };
}

const STORE_ERRORS = [9607, 9609, 9611, 9613, 9615, 9617, 9623, 9782, 9840];

/** An event of the store's writer (2003 to 2010). The number of its category is not known: 0. */
export function store(id: number, strings: readonly string[] = [], binary?: string): Draft {
  const level = STORE_ERRORS.includes(id) ? 2 : 4;
  return {
    channel: "Application",
    provider: "MSExchangeIS",
    eventId: id,
    level,
    task: 0,
    taskName: "Exchange VSS Writer",
    qualifiers: QUALIFIERS[level],
    strings,
    ...(binary === undefined ? {} : { binary }),
  };
}

/** 960 on the passive side, 910 on the active one. The strings of 910 are not known: process and pid only. */
export function surrogate(id: 960 | 910, process: string, pid: number, rest: readonly string[] = []): Draft {
  return plain("Application", "ESE BACKUP", id, 4, [process, String(pid), ...rest], {
    task: 1,
    taskName: "General",
  });
}

const VSS_INFORMATION = [8224];
const VSS_WARNINGS = [12290, 12341];

export function vss(id: number, strings: readonly string[]): Draft {
  const level = VSS_INFORMATION.includes(id) ? 4 : VSS_WARNINGS.includes(id) ? 3 : 2;
  return plain("Application", "VSS", id, level, strings);
}

const VOLSNAP_WARNINGS = [24, 30, 38];

/** `\Device\...`, the volume, and (for some) the volume of the shadow storage. */
export function volsnap(id: number, volume: string, storage?: string): Draft {
  const level = id === 33 ? 4 : VOLSNAP_WARNINGS.includes(id) ? 3 : 2;
  const strings = [
    "\\Device\\HarddiskVolumeShadowCopy7",
    volume,
    ...(storage === undefined ? [] : [storage]),
  ];
  const code = ((level === 3 ? 0x80060000 : level === 4 ? 0x40060000 : 0xc0060000) + id) >>> 0;
  const bytes = [0, 1, 2, 3].map((i) => ((code >>> (8 * i)) & 0xff).toString(16).padStart(2, "0"));
  return {
    ...plain("System", "volsnap", id, level, strings),
    qualifiers: code >>> 16,
    binary: `0000000002003000000000${"00"}${bytes.join("")}02000000${"00".repeat(20)}`.toUpperCase(),
  };
}

/** Windows Server Backup: manifest-based, named strings. */
export function windowsBackup(id: number, level: number, data: Readonly<Record<string, string>>): Draft {
  return {
    ...plain("Microsoft-Windows-Backup", "Microsoft-Windows-Backup", id, level, Object.values(data)),
    names: Object.keys(data),
  };
}

/** An event of any other source. */
export function plain(
  channel: string,
  provider: string,
  eventId: number,
  level: number,
  strings: readonly string[],
  rest: Partial<Draft> = {},
): Draft {
  return { channel, provider, eventId, level, task: 0, taskName: null, qualifiers: 0, strings, ...rest };
}
