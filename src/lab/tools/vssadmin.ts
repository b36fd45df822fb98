import { guidOf } from "../events/draft.ts";
import { usTime } from "./diskshadow/texts.ts";
import type { ToolRun } from "./process.ts";
import { type ShadowCopy, shadowsOf } from "./state.ts";
import { writersOf } from "./writers.ts";

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\r\n`).join("");
const HEAD = lines(
  "vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool",
  "Simulated by the lab of Thawline",
  "",
);
const NONE = lines("No items found that satisfy the query.");

/** `vssadmin list writers|shadows|volumes`, of the simulated server. */
export async function vssadmin(run: ToolRun): Promise<number> {
  const [verb = "", what = ""] = run.args.map((word) => word.toLowerCase());
  const list = verb === "list" ? LISTS[what] : undefined;
  run.out(HEAD);
  await run.takes(1);
  const text = list?.(run);
  if (text === undefined) {
    run.out(lines("Error: Invalid command."));
    return 1;
  }
  run.out(text === "" ? NONE : text);
  return text === "" ? 1 : 0;
}

const LISTS: Readonly<Record<string, (run: ToolRun) => string>> = {
  writers: ({ state }) =>
    writersOf(state)
      .map(({ name, id }) =>
        lines(
          `Writer name: '${name}'`,
          `   Writer Id: {${id}}`,
          `   Writer Instance Id: {${guidOf(`instance of ${name} on ${state.server.short}`)}}`,
          "   State: [1] Stable",
          "   Last error: No error",
          "",
        ),
      )
      .join(""),
  shadows: ({ state }) => {
    const sets = new Map<string, ShadowCopy[]>();
    for (const shadow of shadowsOf(state)) sets.set(shadow.set, [...(sets.get(shadow.set) ?? []), shadow]);
    return [...sets].map(([set, shadows]) => setText(set, shadows, state.server.server.name)).join("");
  },
  volumes: ({ state }) =>
    state.volumes
      .map(({ name, mountPoint }) => lines(`Volume path: ${mountPoint}`, `    Volume name: ${name}`))
      .join(""),
};

function setText(set: string, shadows: readonly ShadowCopy[], computer: string): string {
  const [first] = shadows;
  return lines(
    `Contents of shadow copy set ID: {${set}}`,
    `   Contained ${first?.count ?? 0} shadow copies at creation time: ${usTime(first?.created ?? 0)}`,
    ...shadows.flatMap(({ id, volume, number }) => [
      `      Shadow Copy ID: {${id}}`,
      `         Original Volume: (${volume.mountPoint.replace(/^([A-Z]:)\\$/, "$1")})${volume.name}`,
      `         Shadow Copy Volume: \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy${number}`,
      `         Originating Machine: ${computer}`,
      `         Service Machine: ${computer}`,
      "         Provider: 'Microsoft Software Shadow Copy provider 1.0'",
      "         Type: ApplicationRollback",
      "         Attributes: Persistent, No auto release, Differential",
    ]),
    "",
  );
}
