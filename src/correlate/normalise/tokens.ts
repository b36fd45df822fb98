import { copyNameOf, GUIDS } from "./shapes.ts";

/** The values of a text, by their shape and in the order in which they stand. */
export interface Tokens {
  readonly guids: string[];
  /** `GUID:N`, whole. */
  readonly numberedGuids: string[];
  readonly quoted: string[];
  readonly paths: string[];
  readonly volumes: string[];
  readonly devices: string[];
  readonly copies: string[];
  /** `0x8007064a` and the eight digits without 0x. */
  readonly codes: string[];
  readonly jetErrors: string[];
  readonly integers: string[];
  /** A number with its unit in parentheses: `(20000 ms)`, whatever the unit is called. */
  readonly measured: string[];
  /** What could be the name of a computer: Latin letters in a row with a digit or a capital among them. */
  readonly hosts: string[];
}

const EXTENSIONS = "edb|log|jrs|jcp|jtx|chk|stm|dat|dit|jfm|mdb|db";
const PATH = new RegExp(
  `(?:[A-Za-z]:\\\\|\\\\\\\\)[^"<>|*\\r\\n]{1,400}?\\.(?:${EXTENSIONS})(?![\\w\\\\])`,
  "gi",
);
const VOLUME = /\\{1,4}\?\\{1,2}Volume(\{[0-9a-f-]{36}\})|(?<![\w\\])([A-Za-z]:)(?=\\?(?:[\s.,;)'"。]|$))/gi;
const DEVICE = /\\Device\\[\w.-]{1,128}/gi;
const QUOTED =
  /"([^"]{1,400})"|“([^”]{1,400})”|„([^“”]{1,400})[“”]|«\s?([^»]{1,400}?)\s?»|「([^」]{1,400})」|(?<!\p{L})['‘]([^'’]{1,400})['’](?!\p{L})/gu;
const COPY = /(?<![\w\\:])([\w.-]{1,64}\\[A-Za-z0-9][\w.-]{0,254})/g;
const CODE = /0x[0-9a-f]{1,8}(?![0-9a-z])|(?<![\w-])(?=8|[0-9]*[A-F])[0-9A-F]{8}(?![\w-])/g;
const JET = /(?<![\w.)-])-\d{2,5}(?![\w.,]*\d)/g;
const MEASURED = /\((\d{1,12}(?:[.,]\d{1,9})?)[\s\u00a0]*\p{L}[^()]{0,20}\)/gu;
const INTEGER = /(?<![\w.,:\\-])\d{1,15}(?![\w\\]|[.,]\d)/g;
const HOST = /(?<![\w.\\-])(?=[\w.-]*[A-Z0-9])[A-Za-z][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62})*(?![\w\\-])/g;

const BLANK = " ~ ";

/** Finds all values. Each kind is blanked out before the next is sought, so none is taken twice. */
export function tokensOf(text: string): Tokens {
  const guids: string[] = [];
  const numberedGuids: string[] = [];
  const volumes: string[] = [];
  let rest = text;
  /** Takes what the pattern finds and blanks it out; what `accept` refuses stays. */
  const take = (pattern: RegExp, accept: (found: string) => boolean = () => true): string[] => {
    const found: string[] = [];
    rest = rest.replace(pattern, (whole: string) => {
      if (!accept(whole)) return whole;
      found.push(whole);
      return BLANK;
    });
    return found;
  };
  const quoted = [...rest.matchAll(QUOTED)].map((match) => match.slice(1).find((part) => part) ?? "");
  const paths = take(PATH);
  rest = rest.replace(VOLUME, (_, guid: string | undefined, letter: string | undefined) => {
    volumes.push(guid === undefined ? (letter ?? "") : `\\\\?\\Volume${guid}`);
    return BLANK;
  });
  const devices = take(DEVICE);
  rest = rest.replace(GUIDS, (whole: string, guid: string, number: string | undefined) => {
    if (number === undefined) guids.push(guid);
    else numberedGuids.push(whole);
    return BLANK;
  });
  const copies = take(COPY, (found) => copyNameOf(found) !== null);
  const codes = take(CODE);
  const jetErrors = take(JET);
  const hosts = [...rest.matchAll(HOST)].map((match) => match[0]);
  const measured = [...rest.matchAll(MEASURED)].map((match) => match[1] ?? "");
  const integers = take(INTEGER);
  return {
    guids,
    numberedGuids,
    quoted,
    paths,
    volumes: [...new Set(volumes)],
    devices,
    copies,
    codes,
    jetErrors,
    integers,
    measured,
    hosts,
  };
}
