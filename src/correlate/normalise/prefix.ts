/** The beginning that all messages of the database engine share: `process (pid[,state,trace[,version]]) [db: ]`. */
export interface EsePrefix {
  readonly process: string;
  readonly pid: string;
  /** Where the prefix without the instance name ends. */
  readonly end: number;
}

/** A process name is cut at 64 characters by Exchange, and has some more elsewhere; a sentence is none. */
const PREFIX = /^((?:(?!\. ).){1,100}?) \((\d{1,10}(?:,[A-Z]?(?:,[\d,.]{0,40})?)?)\) /;
/** A name is short and is no sentence: what has these stands behind the name. */
const NO_NAME = /[."(=?!][ )]| $|["“”„«»%]/;
const NAME_WIDTH = 64;

/** The prefix of a message whose blanks are single, or null. It is the same in every language. */
export function esePrefix(text: string): EsePrefix | null {
  const match = PREFIX.exec(text);
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { process: match[1], pid: match[2], end: match[0].length };
}

/**
 * The instance name ("DB01: ") behind the prefix, or an empty string. Where the message's fixed words are known
 * to begin at `wordsAt`, the name is what stands before them; else it is what could be one.
 */
export function instanceName(text: string, prefix: EsePrefix, wordsAt: number | null): string {
  if (wordsAt !== null) {
    const before = wordsAt > prefix.end ? text.slice(prefix.end, wordsAt).trimEnd() : "";
    return before.endsWith(":") ? before : "";
  }
  const colon = text.indexOf(": ", prefix.end);
  if (colon < 0) return "";
  const name = text.slice(prefix.end, colon);
  if (prefix.process.endsWith(` - ${name}`)) return name;
  return name === "" || name.length > NAME_WIDTH || NO_NAME.test(name) ? "" : name;
}
