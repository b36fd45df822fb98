/**
 * Takes a command line apart as Windows does, after the text of learn.microsoft.com ("CommandLineToArgvW", "Parsing C
 * command-line arguments"), a character at a time; without the first argument, which has rules of its own.
 */
export function argvOf(line: string): readonly string[] {
  const args: string[] = [];
  for (let at = blanksFrom(line, 0); at < line.length; at = blanksFrom(line, at)) {
    const taken = takeOne(line, at);
    args.push(taken.arg);
    at = taken.end;
  }
  return args;
}

function takeOne(line: string, from: number): { readonly arg: string; readonly end: number } {
  let [arg, quoted, at] = ["", false, from];
  while (at < line.length && (quoted || !isBlank(line[at]))) {
    const slashes = countFrom(line, at);
    at += slashes;
    if (line[at] !== '"') {
      // Backslashes before anything else are themselves.
      arg += "\\".repeat(slashes);
      if (slashes === 0) arg += line[at++];
      continue;
    }
    arg += "\\".repeat(Math.floor(slashes / 2));
    const literal = slashes % 2 === 1 || (quoted && line[at + 1] === '"');
    if (literal) arg += '"';
    else quoted = !quoted;
    // Of two quotes within quotes one is left.
    at += literal && slashes % 2 === 0 ? 2 : 1;
  }
  return { arg, end: at };
}

function countFrom(line: string, from: number): number {
  let at = from;
  while (line[at] === "\\") at += 1;
  return at - from;
}

function blanksFrom(line: string, from: number): number {
  let at = from;
  while (isBlank(line[at])) at += 1;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
