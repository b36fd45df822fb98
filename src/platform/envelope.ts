import { randomBytes } from "node:crypto";
import { PACK_FUNCTIONS, packed, unpacked } from "../model/packed.ts";
import type { ShellRow } from "../model/shell.ts";

/**
 * What stands around each script: one line of stdin, in which all but this text is base64; and one line back, between marks
 * that bear the number of the question. Whatever else is written (banners, warnings, what cmdlets give) is none of it.
 *
 * `Row a b c` adds a row to the answer. The answer stays in the shell and is taken over in pages, since node-powershell
 * takes time by the square of what one answer holds.
 */
export const ENVELOPE_SCRIPT = `${PACK_FUNCTIONS}
$question = [string]$args[0]
$verb = [string]$args[1]
$result = 'ok'
$why = ''
$thawlineRows = New-Object System.Collections.ArrayList

function Row {
  $packed = @()
  foreach ($value in $args) { $packed += (Pack $value) }
  [void]$thawlineRows.Add([string]::Join(',', [string[]]$packed))
}

if ($verb -eq 'run') {
  $ProgressPreference = 'SilentlyContinue'
  try {
    $block = [scriptblock]::Create((Unpack $args[2]))
    $values = @()
    for ($at = 3; $at -lt $args.Length; $at++) { $values += (Unpack $args[$at]) }
    [void](& $block @values)
  } catch {
    $result = 'failed'
    $why = $_.Exception.GetType().FullName + ': ' + $_.Exception.Message
  }
  $global:ThawlineAnswer = [string]::Join(';', [string[]]$thawlineRows.ToArray([string]))
  $from = 0
} else {
  $from = [int]$args[2]
}
$whole = [string]$global:ThawlineAnswer
$length = [Math]::Min(98304, $whole.Length - $from)
$page = '.' + $whole.Substring($from, $length)
[Console]::Out.WriteLine('{tls ' + $question + ' ' + $result + ' ' + (Pack $why) + ' ' + $whole.Length + ' ' + $page + ' tls}')
`;

/** One page of an answer. */
export interface Page {
  readonly ok: boolean;
  /** Why it is not. */
  readonly why: string;
  /** Of the whole answer, in characters. */
  readonly total: number;
  readonly text: string;
}

export interface Question {
  /** A single line, without its end. */
  readonly line: string;
  /** Finds its answer in whatever was written; null where it is not, or not whole. */
  readonly find: (output: string) => Page | null;
}

export function runQuestion(script: string, values: readonly string[]): Question {
  return question("run", [script, ...values].map(packed));
}

export function pageQuestion(from: number): Question {
  return question("page", [String(from)]);
}

function question(verb: string, tokens: readonly string[]): Question {
  // Not guessable: no output of others can hold the mark.
  const name = randomBytes(12).toString("hex");
  const decode = "[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String";
  const values = [name, verb, ...tokens].map((token) => `'${token}'`).join(" ");
  return {
    line: `& ([scriptblock]::Create(${decode}('${packed(ENVELOPE_SCRIPT)}')))) ${values}`,
    find: (output) => findPage(name, output),
  };
}

function findPage(name: string, output: string): Page | null {
  const begin = output.indexOf(`{tls ${name} `);
  const end = begin < 0 ? -1 : output.indexOf(" tls}", begin);
  if (end < 0) return null;
  const [, , result, why = "", total = "", page = ""] = output.slice(begin, end).split(" ");
  if (!/^\d+$/.test(total) || !/^\.[A-Za-z0-9+/=_,;-]*$/.test(page)) return null;
  return { ok: result === "ok", why: unpacked(why) ?? "", total: Number(total), text: page.slice(1) };
}

export function readRows(text: string): readonly ShellRow[] {
  return text === "" ? [] : text.split(";").map((row) => row.split(",").map(unpacked));
}
