/** The command line, or a file that it names, asks for something that cannot be: exit code 64. */
export class UsageError extends Error {}
