import type { BackupUnit } from "../model/backup/discovery.ts";
import type { RenderOptions } from "./options.ts";
import { paint, penFor } from "./text/pen.ts";
import { type Row, table } from "./text/table.ts";

/** What can be backed up on a server, numbered from 1, for a terminal. */
export function renderUnits(units: readonly BackupUnit[], options: RenderOptions): string {
  const pen = penFor(options);
  const columns = [
    { head: "", min: 2, max: 4 },
    { head: "Database", min: 8, max: 40 },
    { head: "Copy", min: 8, max: 10 },
    { head: "State", min: 8, max: 24 },
    { head: "File", min: 8, max: 80, drop: 1 },
  ];
  const rows = units.map((unit, index): Row => {
    const state = stateOf(unit);
    return [
      pen.say(String(index + 1)),
      pen.say(unit.kind === "storage-group" ? `${unit.name} (${databaseNames(unit)})` : unit.name),
      pen.say(unit.role === "unknown" ? "?" : unit.role),
      pen.say(state, /^(Mounted|Healthy)$/.test(state) ? "plain" : "warning"),
      pen.say(unit.databases[0]?.file ?? "?"),
    ];
  });
  return paint(table(pen, columns, rows, 0), pen, options.color);
}

function stateOf({ recovery, copyStatus, databases }: BackupUnit): string {
  if (recovery) return "recovery";
  if (copyStatus !== null) return copyStatus;
  if (databases.some(({ mounted }) => mounted === false)) return "not mounted";
  return databases.every(({ mounted }) => mounted === true) ? "Mounted" : "?";
}

function databaseNames({ databases }: BackupUnit): string {
  return databases.map(({ name }) => name).join(", ");
}
