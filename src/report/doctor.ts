import type { CheckReport, CheckResult, CheckState, DoctorReport } from "../model/doctor.ts";
import type { RenderOptions } from "./options.ts";
import { blank, hang, type Line, lineWidth, type Span } from "./text/line.ts";
import { type Pen, paint, penFor } from "./text/pen.ts";
import { plural } from "./view/words.ts";

const HEADLINES: Readonly<Record<DoctorReport["verdict"], string>> = {
  ok: "Everything that was looked at works.",
  warning: "It works, with reservations.",
  failure: "Something does not work.",
  unknown: "Nothing was found wrong, and not everything could be judged.",
};
const TITLE_COLUMNS = 26;

/** What works and what does not, for a terminal. */
export function renderDoctor(report: DoctorReport, options: RenderOptions): string {
  const pen = penFor(options);
  const { machine, tool, checks, verdict } = report;
  const here = checks.filter(({ state }) => state !== "not-here");
  const absent = checks.length - here.length;
  const counted = `${plural(here.length, "check")}${absent === 0 ? "" : `, ${absent} not possible here`}`;
  const lines: readonly Line[] = [
    [markOf(verdict, pen), pen.say(` ${HEADLINES[verdict]}`, "strong"), pen.say(` ${counted}.`, "dim")],
    [
      pen.say(
        `Thawline ${tool.version} on ${machine.host}: ${machine.platform} ${machine.release}, ${machine.architecture}, Node.js ${machine.node}`,
        "dim",
      ),
    ],
    [],
    ...checks.flatMap((check) => linesOf(check, pen)),
  ];
  return paint(lines, pen, options.color);
}

/** Results of no check, each with its mark. */
export function renderResults(results: readonly CheckResult[], options: RenderOptions): string {
  const pen = penFor(options);
  return paint(
    results.flatMap((result) => resultLines(result, [], pen)),
    pen,
    options.color,
  );
}

function linesOf({ title, results }: CheckReport, pen: Pen): readonly Line[] {
  return results.flatMap((result, at) => {
    const name = (at === 0 ? title : "").padEnd(TITLE_COLUMNS);
    return resultLines(result, [pen.say(name, "strong")], pen);
  });
}

function resultLines({ state, says, remedy }: CheckResult, name: Line, pen: Pen): readonly Line[] {
  const said = pen.say(says, state === "not-here" ? "dim" : "plain");
  const below: Line = [blank(2 + lineWidth(name)), pen.say("Do: ", "dim")];
  return [
    ...hang([markOf(state, pen), blank(1), ...name], said, pen.width),
    ...(remedy === null ? [] : hang(below, pen.say(remedy), pen.width)),
  ];
}

function markOf(state: CheckState, pen: Pen): Span {
  switch (state) {
    case "ok":
      return pen.mark("good");
    case "unknown":
      return pen.mark("unproven");
    case "not-here":
      return pen.say("-", "dim");
    default:
      return pen.mark(state);
  }
}
