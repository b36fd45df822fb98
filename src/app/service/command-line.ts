/**
 * One argument as it has to stand in a command line of Windows, so that the program gets it as it is. The rules of
 * CommandLineToArgvW: backslashes mean themselves, but for those before a quote, of which each needs another one.
 * Source: learn.microsoft.com, "CommandLineToArgvW".
 */
export function quoteArgument(argument: string): string {
  if (argument !== "" && !/[\s"]/.test(argument)) return argument;
  const escaped = argument.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) =>
    quote === "" ? slashes + slashes : `${slashes}${slashes}\\"`,
  );
  return `"${escaped}"`;
}

/** Arguments as one text, without a program before them. */
export function commandLine(args: readonly string[]): string {
  return args.map(quoteArgument).join(" ");
}
