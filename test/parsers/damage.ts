import type { Random } from "./random.ts";

/** Pieces of markup that damage likes to put in the wrong place. */
const NOISE = [
  "<",
  ">",
  "</",
  "/>",
  '"',
  "'",
  "{",
  "}",
  "[",
  "]",
  "&",
  ";",
  "]]>",
  "<!--",
  "<![CDATA[",
  "\\",
  "\0",
  "\u0001",
  "\n",
  "\r\n",
  ",",
  ":",
  "\ud800",
  "\ufeff",
  "é",
  "<Event>",
  '{"',
  "</Event>",
] as const;

/** Damages a text in one to four places: cut out, doubled, overwritten, put in, swapped. */
export function damage(text: string, random: Random): string {
  let damaged = text;
  for (let times = 1 + random.below(4); times > 0; times--) damaged = once(damaged, random);
  return damaged;
}

function once(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.pick([1, 4, 40, 400])));
  const noise = random.pick(NOISE);
  const changes: readonly [() => string, ...(() => string)[]] = [
    () => text.slice(0, at) + text.slice(end),
    () => text.slice(0, end) + text.slice(at),
    () => text.slice(0, at) + noise + text.slice(at),
    () => text.slice(0, at) + noise + text.slice(at + noise.length),
    () => text.slice(0, at) + noise.repeat(random.below(50)) + text.slice(end),
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + [...text.slice(at, end)].reverse().join("") + text.slice(end),
  ];
  return random.pick(changes)();
}

/** Changes single bytes, as a bad disk or a wrong transfer does. */
export function damageBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const damaged = bytes.slice(0, random.below(4) === 0 ? random.below(bytes.length + 1) : bytes.length);
  for (let times = random.below(6); times > 0 && damaged.length > 0; times--) {
    damaged[random.below(damaged.length)] = random.below(256);
  }
  return damaged;
}
