/** The class id of the Exchange writer of VSS, the same since 2003 (docs/events.md). */
export const EXCHANGE_WRITER = "76fe1ac4-15f7-4bcd-987e-8e1acb462fb7";

/** Windows and Exchange compare names of servers, databases and channels without case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * The first label of a server's name: FQDN and short name are one server, as a domain has one of a name. An address
 * stays whole, as its numbers tell servers apart.
 */
export function firstLabel(server: string): string {
  const name = server.trim();
  const label = name.split(".", 1)[0] ?? "";
  return label === "" || /^[\d.]+$|:/.test(name) ? name : label;
}

/** One name for all ways to write a server's: the first label in lower case. */
export function shortName(server: string): string {
  return firstLabel(server).toLowerCase();
}

/** True for the short and the full name of one server. */
export function sameServer(a: string, b: string): boolean {
  return shortName(a) === shortName(b);
}

/** `G:`, a drive without a folder. */
export function isDrive(path: string): boolean {
  return /^[a-z]:$/i.test(path);
}
