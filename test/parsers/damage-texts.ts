import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Collected } from "./collect.ts";

/** Four tests of so many texts each make the half of 5,000; few by default. */
export const SEEDS = process.env.THAWLINE_PROOF === "full" ? 640 : 60;

const data = new URL("../../../shared/data/", import.meta.url);

/** The first characters of the texts of others whose names end so; none where they are not there. */
export function texts(ending: string, length: number): readonly string[] {
  return ["evtx/", "pasted-events/"]
    .map((name) => new URL(name, data))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
    .filter((file) => file.pathname.endsWith(ending))
    .map((file) => readFileSync(file, "utf8").slice(0, length));
}

/** How many characters of strings the records have: no input may come out larger than it went in. */
export function headsOf({ records }: Collected): number {
  return records.reduce((sum, { strings, user, binary, message }) => {
    const leaves = user.reduce((length, [, text]) => length + text.length, 0);
    return sum + strings.join("").length + leaves + (binary?.length ?? 0) / 2 + (message?.length ?? 0);
  }, 0);
}
