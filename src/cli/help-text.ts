export interface HelpParts {
  /** What there is to know beyond the options, in paragraphs. */
  readonly about?: string;
  /** What has to be there for it to run. */
  readonly needs: string;
  /** What is special about its exit codes; those that all commands share are added. */
  readonly exits: Readonly<Record<number, string>>;
  /** Goes below the exit codes. */
  readonly exitsNote?: string;
  /** Without the prompt. */
  readonly examples: readonly string[];
}

/** Of `analyze`, and of all that judges. */
export const VERDICT_EXITS = {
  0: "all good",
  1: "warnings",
  2: "failures",
  3: "cannot judge: no input could be read, or the logs do not reach far enough",
};

const SHARED_EXITS = { 64: "the command line, or a file that it names, is wrong", 70: "an internal error" };

/** What `--help` says below the options; the same things in the same order for each command. */
export function helpText({ about, needs, exits, exitsNote, examples }: HelpParts): string {
  const codes = Object.entries({ ...SHARED_EXITS, ...exits });
  return [
    ...(about === undefined ? [] : ["", about]),
    "",
    `Needs: ${needs}`,
    "",
    "Exit codes:",
    // Whole numbers as keys are listed in their order.
    ...codes.map(([code, means]) => `  ${code.padEnd(2)}  ${means}`),
    ...(exitsNote === undefined ? [] : [exitsNote]),
    "",
    ...examplesOf(examples),
  ].join("\n");
}

/** Of a command that only holds others. */
export function groupHelpText(about: string, examples: readonly string[]): string {
  return [
    "",
    about,
    "",
    "--help of each tells what it needs, and its exit codes.",
    "",
    ...examplesOf(examples),
  ].join("\n");
}

function examplesOf(examples: readonly string[]): readonly string[] {
  return ["Examples:", ...examples.map((example) => `  $ ${example}`)];
}
