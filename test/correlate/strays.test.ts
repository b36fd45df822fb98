import { describe, expect, it } from "vitest";
import { createStrays } from "../../src/correlate/strays.ts";
import { timeline } from "./timeline.ts";

describe("events without a job", () => {
  it("keeps what may mean something and lets go of what needs a job to", () => {
    const strays = createStrays();
    for (const event of timeline("01:00:00 S1 ESE/474 file=a.edb\n01:00:01 S1 ESE/2003 pid=1 eseInstance=1"))
      strays.add(event);
    expect(strays.kept.map((e) => e.ref.eventId)).toEqual([474]);
  });

  it("keeps five hundred of a flood, and what is not part of it", () => {
    const [flood, other] = timeline("01:00:00 S1 ESE/474 file=a.edb\n01:00:01 S1 ESE/474 file=b.edb");
    const strays = createStrays();
    for (let n = 0; n < 10_000; n += 1) if (flood !== undefined) strays.add(flood);
    if (other !== undefined) strays.add(other);
    expect(strays.kept).toHaveLength(501);
    expect(strays.kept.at(-1)?.keys.file).toBe("b.edb");
  });
});
