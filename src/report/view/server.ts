/**
 * The first label of a server's name, as administrators call it; an address stays whole. The domain
 * takes a server of one name in short and in full for one server, so nothing is confused by it.
 */
export function shortServer(name: string): string {
  if (name === "") return "unknown server";
  const [label = ""] = name.split(".");
  return label === "" || /^[\d.]+$|:/u.test(name) ? name : label;
}

/** True for the short and the full name of one server. */
export function sameServer(a: string, b: string): boolean {
  return shortServer(a).toLowerCase() === shortServer(b).toLowerCase();
}
