import { guidOf } from "./shadow-ids.ts";

/** What Diskshadow has told so far. */
export interface Heard {
  /** Lines of the script that were begun, as they were echoed; without what aliases were resolved to. */
  readonly lines: readonly string[];
  /** `writer:\path\name` of each component that takes part. */
  readonly included: readonly string[];
  /** The error that it names; null when none. */
  readonly trouble: string | null;
}

export interface Hearing {
  write(text: string): void;
  heard(): Heard;
  end(): Heard;
}

/** That of a shadow copy or a set, and not the one in the name of a volume. */
const GUID = /(?<!Volume)(\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})/i;
const ALIAS = /%?\b(thawline_[0-9a-f]{16}_\d+|VSS_SHADOW_SET)\b%?/i;

/** Follows what Diskshadow prints while it prints it, by what stands unchanged in every language. */
export function hearDiskshadow(desk: {
  readonly line: (text: string) => void;
  readonly shadow: (shadow: { readonly alias: string; readonly id: string }) => void;
  readonly set: (id: string) => void;
}): Hearing {
  const lines: string[] = [];
  const included: string[] = [];
  let trouble: string | null = null;
  let writer = "";
  let rest = "";

  function take(raw: string): void {
    const line = raw.trim();
    const echoed = /^-> ?(.*)$/.exec(line)?.[1];
    const resolved = echoed === undefined ? null : /^%([^%]+)% = (\S+)$/.exec(echoed);
    if (echoed !== undefined && resolved === null) {
      lines.push(echoed);
      desk.line(echoed);
      return;
    }
    const named = ALIAS.exec(resolved?.[1] ?? line)?.[1];
    const id = guidOf(resolved?.[2] ?? GUID.exec(line)?.[1] ?? "");
    if (named !== undefined && id !== null) {
      if (/^VSS_SHADOW_SET$/i.test(named)) desk.set(id);
      else desk.shadow({ alias: named, id });
      return;
    }
    writer = /^\* [^"]*"(.*)"[^"]*:$/.exec(line)?.[1] ?? writer;
    const component = /^\+ [^\\]*(\\.*)$/.exec(line)?.[1];
    if (component !== undefined) included.push(`${writer}:${component}`);
    const error = /\bVSS_E_\w+|\b(?:0x)?8[0-9a-f]{7}\b/i.exec(line)?.[0];
    if (error !== undefined && id === null) trouble ??= error;
  }

  const heard = (): Heard => ({ lines, included, trouble });
  return {
    write(text) {
      const pieces = (rest + text).split("\n");
      rest = pieces.pop() ?? "";
      for (const piece of pieces) take(piece);
    },
    heard,
    end() {
      if (rest !== "") take(rest);
      rest = "";
      return heard();
    },
  };
}
