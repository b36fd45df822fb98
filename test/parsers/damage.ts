/** A small generator of repeatable numbers (mulberry32), below 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const JUNK = [
  '"',
  ",",
  ":",
  "\n",
  "\\",
  "|",
  "<Event>",
  "]](",
  "\u0000",
  "\ud800",
  "Event ID: ",
  "Data:\n",
  "Message: ",
  "`",
];

/** The text with one to five places cut, doubled, turned over or filled with junk. */
export function damage(text: string, random: () => number): string {
  let damaged = text;
  const places = 1 + Math.floor(random() * 5);
  for (let place = 0; place < places; place++) {
    const at = Math.floor(random() * damaged.length);
    const length = Math.floor(random() * 40);
    const piece = damaged.slice(at, at + length);
    const junk = JUNK[Math.floor(random() * JUNK.length)] ?? "";
    const instead = [junk, piece + piece, "", [...piece].reverse().join(""), junk.repeat(50)];
    damaged =
      damaged.slice(0, at) +
      (instead[Math.floor(random() * instead.length)] ?? "") +
      damaged.slice(at + length);
  }
  return random() < 0.1 ? damaged.slice(0, Math.floor(random() * damaged.length)) : damaged;
}
