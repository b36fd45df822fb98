import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, type Node, Parser } from "web-tree-sitter";

const require = createRequire(import.meta.url);

/** Where a script is no PowerShell, by the grammar: line and text; empty for a good one. */
export type SyntaxCheck = (script: string) => readonly string[];

export async function loadGrammar(): Promise<SyntaxCheck> {
  await Parser.init();
  const wasm = require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm");
  const parser = new Parser().setLanguage(await Language.load(readFileSync(wasm)));
  return (script) => {
    const tree = parser.parse(script);
    if (tree === null) throw new Error("the grammar gave no tree");
    return faultsOf(tree.rootNode);
  };
}

function faultsOf(node: Node): readonly string[] {
  if (node.isMissing) return [`${node.startPosition.row + 1}: ${node.type} is missing`];
  if (node.isError) return [`${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`];
  return node.children.flatMap((child) => (child === null ? [] : faultsOf(child)));
}

/**
 * What PowerShell 2.0 (the shell of Exchange 2010) does not have, and what does not belong into a script that gets its
 * values from outside. From the release notes of Windows PowerShell 3.0 to 5.0.
 */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["ConvertTo-Json and ConvertFrom-Json (3.0)", /Convert(To|From)-Json/i],
  ["::new() (5.0)", /::new\(/i],
  ["[ordered] (3.0)", /\[ordered\]/i],
  ["[pscustomobject] (3.0)", /\[pscustomobject\]/i],
  ["-in and -notin (3.0)", /\s-(not)?in\s/i],
  ["Get-CimInstance and kin (3.0)", /\w+-Cim\w+/i],
  ["-Raw (3.0)", /\s-Raw\b/i],
  [
    "the member syntax of Where-Object and ForEach-Object (3.0)",
    /(Where-Object|ForEach-Object|\?|%)\s+[A-Za-z]/,
  ],
  [".ForEach() and .Where() (4.0)", /\.(ForEach|Where)\s*[({]/i],
  ["$PSItem (3.0)", /\$PSItem\b/i],
  ["[NullString] (3.0)", /\[NullString\]/i],
  ["class, enum and using (5.0)", /^\s*(class|enum|using)\s/im],
  ["$PSScriptRoot and $PSCommandPath in a text (3.0)", /\$PS(ScriptRoot|CommandPath)/i],
  ["redirection of other streams (3.0)", /[3-6*]>/],
  ["stop parsing (3.0)", /--%/],
  ["&& and || (7.0)", /&&|\|\|/],
  ["Invoke-Expression", /Invoke-Expression|\biex\b/i],
  ["values put into text by interpolation", /"[^"\n]*\$/],
  ["a backtick", /`/],
  ["what is not ASCII", /[^\x09\x0a\x20-\x7e]/],
];

/** Names of what is forbidden and stands in a script. */
export function forbiddenIn(script: string): readonly string[] {
  return FORBIDDEN.filter(([, pattern]) => pattern.test(script)).map(([what]) => what);
}
