import { firstLabel } from "../../model/names.ts";
/** A server as administrators call it; some tables leave its name out. */
export function shortServer(name: string): string {
  return name === "" ? "unknown server" : firstLabel(name);
}
