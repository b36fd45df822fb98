import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const PAGE = new URL("../src/report/html/page/", import.meta.url);

/** In the order in which they stand in the page; a script comes after those that it imports. */
export const STYLES = [
  "style.css",
  "verdict.css",
  "parts.css",
  "chart.css",
  "verify.css",
  "media.css",
] as const;
export const SCRIPTS = [
  "data.js",
  "times.js",
  "filters.js",
  "sort.js",
  "links.js",
  "ticks.js",
  "zoom.js",
  "main.js",
] as const;

/** `src/report/html/assets.ts`: style and script of the page in one line each, with their hashes. */
export function pageAssets(): string {
  const style = STYLES.map((name) => minifyStyle(read(name))).join("");
  const parts = SCRIPTS.map((name) => asPlain(read(`script/${name}`)));
  const script = `(()=>{"use strict";\n${parts.join("\n")}\n})();`;
  expectOneScope(SCRIPTS.map((name) => read(`script/${name}`)).join("\n"));
  return [
    "// Made by `npm run generate` from src/report/html/page. The hashes stand in the page's Content-Security-Policy.",
    `export const STYLE = ${literal(style)};`,
    `export const STYLE_SHA256 = "${sha256(style)}";`,
    `export const SCRIPT = ${literal(script)};`,
    `export const SCRIPT_SHA256 = "${sha256(script)}";`,
    "",
  ].join("\n\n");
}

function read(name: string): string {
  return readFileSync(new URL(name, PAGE), "utf8").replace(/\r\n/gu, "\n");
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

/** A module as a part of one plain script: without imports, exports, comments and indentation. */
function asPlain(source: string): string {
  return source
    .replace(/\/\*\*[\s\S]*?\*\/\s?/gu, "")
    .replace(/^import .*\n/gmu, "")
    .replace(/^export /gmu, "")
    .replace(/^\s+(?:\/\/.*)?/gmu, "")
    .trim();
}

/** The modules share one scope in the page: a name twice would silently be the last one. */
function expectOneScope(sources: string): void {
  const names = [...sources.matchAll(/^(?:export )?(?:function|const|let) (\w+)/gmu)].map(
    (match) => match[1],
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`two scripts of the page use the same name: ${twice.join(", ")}`);
}

function literal(text: string): string {
  if (/<\/(?:script|style)|<!--/iu.test(text))
    throw new Error("the page would end in its own script or style");
  return JSON.stringify(text);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
