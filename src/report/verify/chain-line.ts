import type { VerifiedSet } from "../../model/verify.ts";
import type { Style } from "../text/line.ts";
import { plural } from "../view/words.ts";
import { type ChainPart, chainParts, generationWords } from "./chain-parts.ts";

/** A part of a chain as it is printed: logs that follow one another, one that is wrong, or ones that are missing. */
export interface Link {
  readonly text: string;
  readonly style: Style;
}

const LONGEST_BOND = 12;

/** `0x1C──0x1F (4)  ✗ 0x20 missing  0x21──E00.log`: the logs as links, broken where something is wrong. */
export function chainLinks(chain: VerifiedSet["chain"], bond: string, cross: string): readonly Link[] {
  return chainParts(chain).map((part) => ({
    text: linkWords(part, bond, cross),
    style: part.kind === "whole" ? "good" : "failure",
  }));
}

function linkWords(part: ChainPart, bond: string, cross: string): string {
  switch (part.kind) {
    case "missing":
      return `${cross} ${generationWords(part.from, part.to)} missing (-528)`;
    case "wrong":
      return `${cross} ${part.name} (${part.error ?? "?"})`;
    case "whole": {
      const { count, first, last } = part;
      if (count === 1) return first;
      const line = bond.repeat(Math.min(LONGEST_BOND, count));
      return `${first}${line}${last}${count > 2 ? ` (${plural(count, "log")})` : ""}`;
    }
  }
}
