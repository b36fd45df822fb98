import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const top = fileURLToPath(new URL("../../", import.meta.url));
const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(resolve(top, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => resolve(top, folder, name));

const PAGES = [
  ...["README.md", "CONTRIBUTING.md"].map((name) => resolve(top, name)),
  ...filesIn("docs", ".md"),
  ...filesIn("changelog", ".md"),
];

/** Without code: what stands there is no link and no heading. */
function proseOf(path: string): string {
  return readFileSync(path, "utf8")
    .replace(/^(```+).*?^\1/gms, "")
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ""));
}

/** As GitHub names headings: small letters, no punctuation, a hyphen for each space, a number for the second of a name. */
function anchorsOf(path: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = [...proseOf(path).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) => {
    const name = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
  return new Set(anchors);
}

/** Links and images that lead nowhere. */
function brokenIn(page: string): readonly string[] {
  const targets = [...proseOf(page).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(
    ([, target = ""]) => target,
  );
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : resolve(dirname(page), decodeURIComponent(path));
      if (!existsSync(file)) return true;
      return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).has(anchor);
    });
}

describe("documents", () => {
  it.each(PAGES.map((page) => [relative(top, page), page]))("%s links to what is there", (_, page) => {
    expect(brokenIn(page)).toEqual([]);
  });

  it("are there where a message, a remedy or a comment of the program names them", () => {
    const sources = ["src", "parsers"].flatMap((folder) => filesIn(folder, ".ts"));
    // Those of other projects have the project's name in front.
    const named = sources.flatMap((source) => [
      ...(readFileSync(source, "utf8").match(/(?<!\/[\w-]+ )\bdocs\/[\w/.-]+\.(?:md|json|yaml)\b/g) ?? []),
    ]);
    expect(named.length).toBeGreaterThan(30);
    expect([...new Set(named)].filter((path) => !existsSync(resolve(top, path)))).toEqual([]);
  });
});
