import { backgroundOf, engineOf } from "../../src/lab/events/background.ts";
import { type ExchangeVersion, guidOf, hash, type Server } from "../../src/lab/events/draft.ts";
import type { Engine } from "../../src/lab/events/drafts.ts";
import type { Database, JobType, Plan } from "../../src/lab/events/steps.ts";
import type { History } from "./history.ts";

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

/** Other events of a server, one each `every` seconds. They also show that its log goes on. */
export function background(history: History, server: Server, from: number, to: number, every: number): void {
  const next = backgroundOf(server);
  for (let at = from; at <= to; at += every) history.write(server, at, next());
}
