import type { Topology, TopologyCopy, TopologyDatabase } from "../model/topology.ts";
import type { RenderOptions } from "./options.ts";
import type { Line } from "./text/line.ts";
import { type Pen, paint, penFor } from "./text/pen.ts";
import { type Row, table } from "./text/table.ts";
import { formatTime } from "./view/time.ts";

/** What servers, databases and copies there are, for a terminal. */
export function renderTopologyText(topology: Topology, options: RenderOptions): string {
  const pen = penFor(options);
  const lines: readonly Line[] = [
    ...serverLines(topology, pen),
    [],
    ...databaseLines(topology.databases, pen),
    [],
    ...copyLines(topology.databases, pen),
  ];
  return paint(lines, pen, options.color);
}

const plain = (head: string, max = 40) => ({ head, min: Math.min(8, max), max });

function serverLines({ servers }: Topology, pen: Pen): readonly Line[] {
  const rows = servers.map(
    ({ name, dag, fqdn, version }): Row => [name, dag, version, fqdn].map((text) => pen.say(text ?? "")),
  );
  return table(
    pen,
    [plain("Server"), plain("DAG"), plain("Version"), { ...plain("Name"), drop: 1 }],
    rows,
    0,
  );
}

function databaseLines(databases: readonly TopologyDatabase[], pen: Pen): readonly Line[] {
  const columns = [
    plain("Database"),
    plain("Mounted", 9),
    { ...plain("Last full backup, UTC"), min: 21 },
    plain("Circular", 8),
    { ...plain("File", 80), drop: 1 },
  ];
  const rows = databases.map((database): Row => {
    const { name, mounted, lastBackups, circularLogging, file } = database;
    const full = lastBackups?.full;
    const last = full === undefined ? (mounted === undefined ? "?" : "never") : formatTime(full);
    return [
      pen.say(name),
      pen.say(wordOf(mounted), mounted === true ? "plain" : "warning"),
      pen.say(last, full === undefined ? "warning" : "plain"),
      pen.say(wordOf(circularLogging)),
      pen.say(file ?? ""),
    ];
  });
  return table(pen, columns, rows, 0);
}

function copyLines(databases: readonly TopologyDatabase[], pen: Pen): readonly Line[] {
  const columns = [
    plain("Copy of"),
    plain("on"),
    plain("Role", 8),
    plain("Status", 24),
    plain("Replays", 12),
    plain("Truncates", 12),
    { ...plain("Volume"), drop: 1 },
  ];
  const rows = databases.flatMap(({ name, copies }) =>
    copies.map(
      (copy): Row => [
        pen.say(name),
        pen.say(copy.server),
        pen.say(roleOf(copy)),
        pen.say(copy.status ?? ""),
        pen.say(lagOf(copy.replayLagSeconds)),
        pen.say(lagOf(copy.truncationLagSeconds)),
        pen.say(copy.volumes?.database?.mountPoint ?? copy.volumes?.database?.name ?? ""),
      ],
    ),
  );
  return table(pen, columns, rows, 0);
}

function wordOf(flag: boolean | undefined): string {
  if (flag === undefined) return "?";
  return flag ? "yes" : "no";
}

function roleOf({ active }: TopologyCopy): string {
  if (active === undefined) return "?";
  return active ? "active" : "passive";
}

function lagOf(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  if (seconds === 0) return "at once";
  const days = Math.round((seconds / 86_400) * 10) / 10;
  return days >= 1 ? `after ${days} d` : `after ${Math.round(seconds / 360) / 10} h`;
}
