import type { BackupUnit } from "../../model/backup/discovery.ts";
import { sameName } from "../../model/names.ts";

/** What to back up: units by their name, or by the name of a database in them; or all. */
export type Choice = { readonly names: readonly string[] } | "all";

export type Chosen =
  | { readonly kind: "units"; readonly units: readonly BackupUnit[] }
  /** Sentences that say which name fits nothing, and what there is. */
  | { readonly kind: "unknown"; readonly messages: readonly string[] };

/** Recovery databases are never meant by `all`; by name they are found, and preflight says why they are not backed up. */
export function chooseUnits(units: readonly BackupUnit[], choice: Choice): Chosen {
  if (choice === "all") {
    const usual = units.filter(({ recovery }) => !recovery);
    if (usual.length > 0) return { kind: "units", units: usual };
    return { kind: "unknown", messages: ["this server has no database to back up"] };
  }
  const found = choice.names.map((name) => [name, units.filter((unit) => bears(unit, name))] as const);
  const there = units.map(({ name }) => name).join(", ");
  const messages = found
    .filter(([, fits]) => fits.length === 0)
    .map(([name]) => `no database "${name}" here; there ${there === "" ? "is none" : `are: ${there}`}`);
  if (messages.length > 0) return { kind: "unknown", messages };
  return { kind: "units", units: [...new Set(found.flatMap(([, fits]) => fits))] };
}

function bears(unit: BackupUnit, name: string): boolean {
  return sameName(unit.name, name) || unit.databases.some((database) => sameName(database.name, name));
}
