/** The commands that cmd makes of a line: it puts in variables everywhere, and parts commands outside of quotes. */
export function commandsOf(line: string): readonly string[] {
  const expanded = line.replace(/%%|%[^%]*%/g, (found) => (found === "%%" ? "%" : ""));
  const commands: string[] = [""];
  let quoted = false;
  for (const sign of expanded) {
    if (sign === '"') quoted = !quoted;
    if (/[&|]/.test(sign) && !quoted) commands.push("");
    else commands[commands.length - 1] += sign;
  }
  return commands.map((command) => command.trim());
}

/** The words of a command as a program of Windows gets them: a backslash before a quote makes it a letter. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"((?:[^"\\]|\\(?!")|\\")*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('\\"', '"') ?? plain ?? "",
  );
}
