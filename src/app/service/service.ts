/** What is to run at boot. Paths are whole. */
export interface Service {
  /** Of the scheduled task. */
  readonly name: string;
  readonly node: string;
  /** `dist/src/cli/main.js` */
  readonly program: string;
  readonly stateFolder: string;
  /** Null: what the watcher finds in the state folder, or the defaults. */
  readonly config: string | null;
  readonly logFile: string;
  readonly account: Account;
  /** With the rights of an administrator, where the account has them. */
  readonly highest: boolean;
}

/**
 * Whom it runs as.
 *
 * - `built-in`: SYSTEM, LOCAL SERVICE, NETWORK SERVICE: no password.
 * - `managed`: a group managed service account; Windows knows its password.
 * - `s4u`: no password is kept, and it gets nowhere in the network: only this machine's logs.
 * - `password`: schtasks.exe asks for it, and Windows keeps it.
 */
export interface Account {
  readonly name: string;
  readonly logon: "built-in" | "managed" | "s4u" | "password";
}

/** By their SIDs, which have no language. */
export const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["system", "S-1-5-18"],
  ["local service", "S-1-5-19"],
  ["network service", "S-1-5-20"],
]);

/** @param s4u where the name does not say it by itself: without a password */
export function accountOf(name: string, s4u: boolean): Account {
  const plain = name.replace(/^(nt authority|nt-autorit\u00E4t)\\/i, "");
  if (BUILT_IN.has(plain.toLowerCase())) return { name: plain, logon: "built-in" };
  if (name.endsWith("$")) return { name, logon: "managed" };
  return { name, logon: s4u ? "s4u" : "password" };
}

/** What the watcher is called with. */
export function serviceArguments({ program, stateFolder, config, logFile }: Service): readonly string[] {
  return [
    program,
    "watch",
    ...["--state", stateFolder],
    ...(config === null ? [] : ["--config", config]),
    ...["--log-file", logFile],
  ];
}

/** What cannot be handed over as it is: the scheduler itself puts something else in the place of `%NAME%` and `$(Arg0)`. */
export function troubleWith(service: Service): string | null {
  const texts = [service.node, service.stateFolder, service.account.name, ...serviceArguments(service)];
  const bad = texts.find((text) => /%|\$\(|[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text));
  if (bad !== undefined)
    return `${JSON.stringify(bad)}: a path or name with "%", "$(" or control characters cannot be used`;
  if (!/^[^\\/:*?"<>|\p{C}]{1,100}$/u.test(service.name))
    return `"${service.name}" cannot be the name of a task`;
  return null;
}

/** The name of the task where none is given. */
export const DEFAULT_TASK = "Thawline";
