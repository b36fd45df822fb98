/**
 * What a chunk may still cost. Templates can be used many times over, and nested, so that a chunk of 64 KiB can
 * ask for 50^5 elements: only a count of what is built bounds that, no limit on depth does.
 */
export interface Work {
  /** Left for the record that is being read. */
  nodes: number;
  characters: number;
  /** Left for the whole chunk. */
  chunkNodes: number;
  chunkCharacters: number;
  /** Why the record could not be read; the first cause stands. */
  reason: string;
}

/** A real record has some 50 nodes, seldom 1,000. */
const RECORD_NODES = 100_000;
/** Binary data of a whole chunk in hex is 128 Ki characters. */
const RECORD_CHARACTERS = 4 << 20;
const CHUNK_NODES = 1_000_000;
const CHUNK_CHARACTERS = 16 << 20;

/** Documents inside of documents; 3 in real logs. */
export const MOST_DOCUMENTS = 8;
/** Elements inside of elements; 9 in real logs. */
export const MOST_ELEMENTS = 64;

export function createWork(): Work {
  return {
    nodes: RECORD_NODES,
    characters: RECORD_CHARACTERS,
    chunkNodes: CHUNK_NODES,
    chunkCharacters: CHUNK_CHARACTERS,
    reason: "",
  };
}

export function startChunk(work: Work): void {
  work.chunkNodes = CHUNK_NODES;
  work.chunkCharacters = CHUNK_CHARACTERS;
  startRecord(work);
}

export function startRecord(work: Work): void {
  work.nodes = RECORD_NODES;
  work.characters = RECORD_CHARACTERS;
  work.reason = "";
}

/** Charges one node and its text; false when that is more than there is left. */
export function spend(work: Work, characters: number): boolean {
  work.nodes--;
  work.chunkNodes--;
  work.characters -= characters;
  work.chunkCharacters -= characters;
  if (work.nodes >= 0 && work.chunkNodes >= 0 && work.characters >= 0 && work.chunkCharacters >= 0)
    return true;
  fail(work, "it expands to more than a record can hold");
  return false;
}

export function fail(work: Work, reason: string): null {
  if (work.reason === "") work.reason = reason;
  return null;
}
