import { blank, hang, type Line, type Style } from "../text/line.ts";
import type { Pen } from "../text/pen.ts";
import { problemsOfDatabase } from "./problems.ts";
import type { DatabaseEntry } from "./summary.ts";

/** Cells of a map as they are drawn: with Unicode, and with ASCII only. */
const CELLS: Readonly<Record<string, readonly [unicode: string, ascii: string, style: Style]>> = {
  ".": ["█", "=", "good"],
  "0": ["░", ".", "dim"],
  c: ["▓", "c", "warning"],
  x: ["✗", "X", "failure"],
  "?": ["·", "?", "unproven"],
};
const LEGEND = [
  [".", "good"],
  ["x", "bad"],
  ["c", "one bit wrong"],
  ["0", "empty"],
  ["?", "not read"],
] as const;

/** One database: where in its file what is, and each problem in words. */
export function databaseLines(entry: DatabaseEntry, pen: Pen): readonly Line[] {
  const { file, judged } = entry;
  const problems = problemsOfDatabase(entry);
  const marks = { failure: "failure", unproven: "unproven", warning: "warning" } as const;
  const backup = file.header?.previousFull;
  const previous = backup?.time == null ? "none is noted in the header" : `${backup.time}, before this one`;
  return [
    [],
    pen.rule(judged.path),
    ...mapLines(file.map, pen),
    ...(file.header === null
      ? []
      : hang([blank(2)], pen.say(`${judged.state}; last full backup: ${previous}`, "dim"), pen.width)),
    ...(file.eseutil === undefined
      ? []
      : hang([blank(2)], pen.say(`eseutil: ${file.eseutil.message}`), pen.width)),
    ...problems.flatMap(({ severity, text, remedy }) => [
      ...hang([blank(2), pen.mark(marks[severity]), blank(1)], pen.say(text), pen.width),
      ...(remedy === null
        ? []
        : hang([blank(4), pen.say("Do", "dim"), blank(1)], pen.say(remedy), pen.width)),
    ]),
  ];
}

function mapLines(map: string, pen: Pen): readonly Line[] {
  if (map === "") return [];
  const draw = (cell: string) => {
    const [unicode, ascii, style] = CELLS[cell] ?? [cell, cell, "plain"];
    return { text: pen.glyphs.rule === "-" ? ascii : unicode, style };
  };
  const used = LEGEND.filter(([cell]) => map.includes(cell));
  return [
    [blank(2), ...[...map].map(draw)],
    [
      blank(2),
      ...used.flatMap(([cell, word], index) => [
        ...(index > 0 ? [blank(3)] : []),
        draw(cell),
        blank(1),
        pen.say(word, "dim"),
      ]),
    ],
  ];
}
