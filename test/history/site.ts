import { type Engine, ese, plain, vss } from "./drafts.ts";
import { type ExchangeVersion, guidOf, type History, hash, type Server } from "./history.ts";
import type { Database, JobType, Plan } from "./steps.ts";

export interface SiteOptions {
  readonly version: ExchangeVersion;
  /** The server that the jobs run on; `EX1` becomes `EX1.contoso.example`. */
  readonly server: string;
  /** Another member of the DAG: it has the passive databases' active copies mounted. */
  readonly partner?: string;
  readonly partnerSkewSeconds?: number;
  readonly databases: readonly { readonly name: string; readonly role: Database["role"] }[];
  readonly braces?: boolean;
}

/** Where jobs run: one server with its databases, and perhaps its partner in the DAG. */
export interface Site {
  readonly history: History;
  readonly server: Server;
  readonly partner: Server | null;
  readonly options: SiteOptions;
  /** A new job of some databases (all by default), with a GUID and log ranges of its own. */
  plan(type: JobType, names?: readonly string[]): Plan;
  engine(database: string): Engine;
}

export function site(history: History, options: SiteOptions): Site {
  const server = history.server(`${options.server}.contoso.example`, options.version);
  const partner =
    options.partner === undefined
      ? null
      : history.server(`${options.partner}.contoso.example`, options.version, {
          skewSeconds: options.partnerSkewSeconds ?? 0,
        });
  let jobs = 0;
  const mountedOn = (role: Database["role"]): Server =>
    role === "passive" && partner !== null ? partner : server;
  const find = (name: string) => {
    const found = options.databases.find((database) => database.name === name);
    if (found === undefined) throw new Error(`no database ${name} here`);
    return found;
  };
  return {
    history,
    server,
    partner,
    options,
    engine: (name) => engineOf(mountedOn(find(name).role), name),
    plan: (type, names = options.databases.map(({ name }) => name)) => {
      jobs += 1;
      const databases = names.map((name): Database => {
        const { role } = find(name);
        const home = mountedOn(role);
        return {
          name,
          role,
          mountedOn: home,
          engine: engineOf(home, name),
          logs: logsOf(options, name, jobs),
        };
      });
      const guid = options.version === "2003" ? null : guidOf(`${server.name} ${jobs}`);
      const spelling =
        options.braces === true ? (text: string) => `{${text.toUpperCase()}}` : (t: string) => t;
      return { history, server, guid, type, databases, spelling };
    },
  };
}

/** A worker process a database since 2013, one store process before (correlation.md 1.5). */
function engineOf({ name: server, version }: Server, database: string): Engine {
  const single = ["2003", "2007", "2010"].includes(version);
  return {
    version,
    process: single ? "Information Store" : `Information Store - ${database}`,
    pid: 4000 + (hash(single ? server : `${server}/${database}`) % 40_000),
  };
}

/** Log files of successive jobs follow each other. 2003 has 5 hexadecimal digits, later versions 8. */
function logsOf({ version }: SiteOptions, database: string, job: number): readonly [string, string] {
  const first = 0xa00 + (hash(database) % 0x400) + job * 0x1000;
  const last = first + 0xe4;
  const file = (generation: number): string => {
    const digits = version === "2003" ? 5 : 8;
    return `E00${generation.toString(16).toUpperCase().padStart(digits, "0")}.log`;
  };
  return [file(first), file(last)];
}

/** The ESENT engine of Windows Search, which is in every log and never part of a job. */
const SEARCH: Engine = { version: "2013", process: "Windows", pid: 788 };

/** What else such a log holds: none of it has a bearing on a backup (correlation.md 6, noise). */
const BACKGROUND = [
  () => plain("Application", "MSExchange ADAccess", 2080, 4, ["MSEXCHANGEADTOPOLOGYSERVICE.EXE", "2212"]),
  () =>
    plain("Application", "Microsoft-Windows-Security-SPP", 16384, 4, ["2024-06-02T12:00:00Z", "RulesEngine"]),
  () => ese(SEARCH, 102, ["0", "10", "00", "14393", "0000"], { database: "Windows", provider: "ESENT" }),
  () => plain("Application", "MSExchangeTransport", 7011, 4, ["Default Frontend"]),
  () =>
    ese(
      SEARCH,
      326,
      ["1", "C:\\ProgramData\\Microsoft\\Search\\Data\\Applications\\Windows\\Windows.edb", "0"],
      {
        database: "Windows",
        provider: "ESENT",
      },
    ),
  () =>
    vss(8194, [
      "0x80070005, Access is denied.\n",
      "\n\nOperation:\n   Gathering Writer Data\n\nContext:\n   Writer Class Id: {e8132975-6f93-4464-a53e-1050253ae220}\n   Writer Name: System Writer",
    ]),
  () => ese(SEARCH, 103, ["0"], { database: "Windows", provider: "ESENT" }),
  () => plain("Application", "MSExchange Common", 4999, 2, ["1628", "E12IIS", "15.01.2507.006"]),
  () => vss(8224, [""]),
];

/** Other events of a server, one each `every` seconds. They also show that its log goes on. */
export function background(history: History, server: Server, from: number, to: number, every: number): void {
  let turn = hash(server.name) % BACKGROUND.length;
  for (let at = from; at <= to; at += every) {
    const draft = BACKGROUND[turn % BACKGROUND.length]?.();
    if (draft !== undefined) history.write(server, at, draft);
    turn += 1;
  }
}
