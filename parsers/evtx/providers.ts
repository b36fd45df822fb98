import type { Chunk } from "./binxml/nodes.ts";
import { u16 } from "./bytes.ts";
import { stringText } from "./values.ts";

/** What is known of one provider: whether its records are wanted, by event id. */
export interface Provider {
  readonly name: string;
  /** Its characters, two in each, and a NUL behind the last where their number is odd. */
  readonly pairs: Int32Array;
  readonly decisions: Map<number, boolean>;
  /** The last ids that were asked for, by their last bits, and the answers to them. */
  readonly ids: Float64Array;
  readonly answers: Uint8Array;
}

export interface Providers {
  /** By its name, as it is written. */
  named(name: string): Provider;
  /** By its name as a value of a record. */
  at(chunk: Chunk, at: number, size: number): Provider;
  /** What `wants` says, asked once for each provider and id. */
  wants(provider: Provider, eventId: number): boolean;
}

/** Hostile files can make up providers without end. */
const MOST_PROVIDERS = 4096;
const PLACES = 256;
const RECENT = 16;

/** Remembers what `wants` said, since it is asked for each record but knows only providers and ids. */
export function createProviders(
  wants: ((provider: string, eventId: number) => boolean) | undefined,
): Providers {
  const byName = new Map<string, Provider>();
  const byBytes = new Array<Provider | undefined>(PLACES).fill(undefined);

  function named(name: string): Provider {
    const known = byName.get(name);
    if (known !== undefined) return known;
    if (byName.size >= MOST_PROVIDERS) byName.clear();
    const fresh: Provider = {
      name,
      pairs: pairsOf(name),
      decisions: new Map(),
      ids: new Float64Array(RECENT).fill(Number.NaN),
      answers: new Uint8Array(RECENT),
    };
    byName.set(name, fresh);
    return fresh;
  }

  return {
    named,
    at({ bytes, view, utf16 }, at, size) {
      const units = size >> 1;
      // Names differ at their ends: "Microsoft-Windows-" tells nothing.
      const place = (units + u16(bytes, at + size - 2) * 7 + u16(bytes, at + size - 10) * 31) & (PLACES - 1);
      const known = byBytes[place];
      if (known !== undefined && known.name.length === units && isPackedAt(view, at, known)) return known;
      const found = named(stringText(bytes, at, size, utf16));
      byBytes[place] = found;
      return found;
    },
    wants(provider, eventId) {
      if (wants === undefined) return true;
      const place = eventId & (RECENT - 1);
      if (provider.ids[place] === eventId) return provider.answers[place] === 1;
      let wanted = provider.decisions.get(eventId);
      if (wanted === undefined) {
        wanted = wants(provider.name, eventId);
        provider.decisions.set(eventId, wanted);
      }
      provider.ids[place] = eventId;
      provider.answers[place] = wanted ? 1 : 0;
      return wanted;
    },
  };
}

function pairsOf(name: string): Int32Array {
  return Int32Array.from(
    { length: (name.length + 1) >> 1 },
    (_, i) => name.charCodeAt(i * 2) | (name.charCodeAt(i * 2 + 1) << 16),
  );
}

/** Whether the characters of a provider stand at `at`, where there are as many. It is asked for most records. */
function isPackedAt(view: DataView, at: number, { name, pairs }: Provider): boolean {
  const whole = name.length >> 1;
  for (let i = 0; i < whole; i++) if (view.getInt32(at + i * 4, true) !== pairs[i]) return false;
  return whole === pairs.length || view.getUint16(at + whole * 4, true) === pairs[whole];
}
