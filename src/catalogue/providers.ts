/** Who writes the events that the catalogue knows. */
export interface Provider {
  readonly name: string;
  /** Under which provider the rows stand: engines of other products write the same events as Exchange's. */
  readonly rows: string;
  /** What the provider belongs to; `engine` is the database engine of another product. */
  readonly owner: "exchange" | "engine" | "windows";
  /**
   * Which ids a reader should hand over. `all` for the providers that write of Exchange's backups, so that an
   * id that is new to the catalogue is seen; normalising then keeps an unknown one only where it has to do
   * with a backup (see normalise). The others write of too much else.
   */
  readonly wanted: "all" | "catalogued";
}

export const PROVIDERS: readonly Provider[] = [
  { name: "ESE", rows: "ESE", owner: "exchange", wanted: "all" },
  { name: "ESENT", rows: "ESE", owner: "engine", wanted: "catalogued" },
  { name: "NTDS ISAM", rows: "ESE", owner: "engine", wanted: "catalogued" },
  { name: "ESE BACKUP", rows: "ESE BACKUP", owner: "exchange", wanted: "all" },
  { name: "MSExchangeIS", rows: "MSExchangeIS", owner: "exchange", wanted: "all" },
  { name: "MSExchangeRepl", rows: "MSExchangeRepl", owner: "exchange", wanted: "all" },
  { name: "VSS", rows: "VSS", owner: "windows", wanted: "catalogued" },
  { name: "volsnap", rows: "volsnap", owner: "windows", wanted: "catalogued" },
  {
    name: "Microsoft-Windows-Backup",
    rows: "Microsoft-Windows-Backup",
    owner: "windows",
    wanted: "catalogued",
  },
  {
    name: "Microsoft-Exchange-HighAvailability",
    rows: "Microsoft-Exchange-HighAvailability",
    owner: "exchange",
    wanted: "all",
  },
  {
    name: "Microsoft-Exchange-MailboxDatabaseFailureItems",
    rows: "Microsoft-Exchange-MailboxDatabaseFailureItems",
    owner: "exchange",
    wanted: "all",
  },
];

const BY_NAME = new Map(PROVIDERS.map((provider) => [provider.name.toLowerCase(), provider]));

/** The provider of this name, compared without case (Windows writes both volsnap and Volsnap), or null. */
export function findProvider(name: string): Provider | null {
  return BY_NAME.get(name) ?? BY_NAME.get(name.trim().toLowerCase()) ?? null;
}

export function isKnownProvider(name: string): boolean {
  return findProvider(name) !== null;
}
