import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { minifySync } from "@swc/core";

const PAGE = new URL("../src/report/html/page/", import.meta.url);

/**
 * The styles and scripts of pages: each page takes only those that it needs. Files stand in the order in which
 * they are joined; a script comes after those that it imports.
 */
const STYLES = {
  STYLE: ["style.css", "verdict.css", "parts.css", "chart.css", "media.css", "runs.css"],
  OVERVIEW_STYLE: ["overview.css"],
  VERIFY_STYLE: ["verify.css"],
} as const;
const SCRIPTS = {
  JOBS_SCRIPT: ["data.js", "times.js", "fill.js", "links.js", "ticks.js", "zoom.js", "main.js"],
  OVERVIEW_SCRIPT: ["data.js", "filters.js", "sort.js", "overview.js"],
} as const;

/** `src/report/html/assets.ts`: styles and scripts of pages, each in one line with its hash. */
export function pageAssets(): string {
  const styles = Object.entries(STYLES).map(([name, files]) =>
    asset(name, files.map((file) => shortNames(minifyStyle(read(file)))).join("")),
  );
  const scripts = Object.entries(SCRIPTS).map(([name, files]) => asset(name, joinScripts(files)));
  return [
    "// Made by `npm run generate` from src/report/html/page. The hashes stand in the page's Content-Security-Policy.",
    "/** A style or script as it stands in a page, and its SHA-256 in base64. */\nexport interface Asset {\n  readonly text: string;\n  readonly sha256: string;\n}",
    ...styles,
    ...scripts,
    "",
  ].join("\n\n");
}

function read(name: string): string {
  return readFileSync(new URL(name, PAGE), "utf8").replace(/\r\n/gu, "\n");
}

function asset(name: string, text: string): string {
  if (/<\/(?:script|style)|<!--/iu.test(text))
    throw new Error("the page would end in its own script or style");
  const sha256 = createHash("sha256").update(text).digest("base64");
  return `export const ${name}: Asset = {\n  text: ${JSON.stringify(text)},\n  sha256: "${sha256}",\n};`;
}

/** The sources hold no strings with braces, colons or blanks that matter. */
function minifyStyle(css: string): string {
  return css
    .replace(/\s+/gu, " ")
    .replace(/ ?([{};,>]) ?/gu, "$1")
    .replace(/(?<=[ :(,-])0(?=\.\d)/gu, "")
    .replace(/: (?=[^{}]*[;}])/gu, ":")
    .replace(/;\}/gu, "}")
    .trim();
}

const PROPERTY = /--[a-z][\w-]*/gu;
const properties = [
  ...new Set(
    Object.values(STYLES).flatMap((files) => files.flatMap((file) => read(file).match(PROPERTY) ?? [])),
  ),
];

/** Custom properties by numbers, the same in all styles: a page holds their names some hundred times. */
function shortNames(css: string): string {
  return css.replace(PROPERTY, (name) => `--${properties.indexOf(name).toString(36)}`);
}

/** Modules as one plain script that leaves no names behind. */
function joinScripts(files: readonly string[]): string {
  const sources = files.map((file) => read(`script/${file}`));
  expectOneScope(sources.join("\n"));
  const plain = sources.map((source) => source.replace(/^import .*\n/gmu, "").replace(/^export /gmu, ""));
  const { code } = minifySync(`(()=>{"use strict";\n${plain.join("\n")}\n})();`, {
    compress: { ecma: 2022, passes: 2 },
    ecma: 2022,
    mangle: true,
    module: false,
  });
  return code;
}

/** The modules share one scope in the page: a name twice would silently be the last one. */
function expectOneScope(sources: string): void {
  const names = [...sources.matchAll(/^(?:export )?(?:function|const|let) (\w+)/gmu)].map(
    (match) => match[1],
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`two scripts of the page use the same name: ${twice.join(", ")}`);
}
