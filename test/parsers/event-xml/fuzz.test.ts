import { describe, expect, it } from "vitest";
import { eventXml, parseEventXml } from "../../../parsers/event-xml/index.ts";
import { collect } from "../collect.ts";
import { damage, damageBytes } from "../damage.ts";
import { headsOf, SEEDS, texts } from "../damage-texts.ts";
import { createRandom } from "../random.ts";
import { eseEvent, eseRecord } from "./event-text.ts";

const victims = [
  eseEvent(99),
  eseEvent(99, { data: "<Data Name='a'>x</Data><Data><![CDATA[y <z>]]></Data><Binary>00FF</Binary>" }),
  eseEvent(99).replace(/<EventData>.*<\/EventData>/, "<UserData><A xmlns='u'><B id='1'/></A></UserData>"),
  ...texts(".windows-export.xml", 60_000)
    .flatMap((text) => text.match(/<Event .*?<\/Event>/gs) ?? [])
    .slice(0, 40),
] as const;

describe(`XML, damaged ${SEEDS} times`, () => {
  it("reads every event beside the damaged one", () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = createRandom(seed);
      const victim = damage(random.pick([victims[0] ?? "", ...victims]), random);
      const join = random.pick(["", "\n", "\r\n\r\n"]);
      const text = `<Events>${[eseEvent(1), eseEvent(2), victim, eseEvent(3), eseEvent(4)].join(join)}</Events>`;
      const { records, diagnostics } = collect(eventXml, text, { piece: random.pick([50, 3000, 100_000]) });
      for (const id of [1, 2, 3, 4]) {
        const found = records.filter(({ recordId }) => recordId === id);
        expect(found, `seed ${seed}: ${victim}`).toMatchObject([eseRecord(id)]);
      }
      expect(diagnostics.length).toBeLessThan(300);
    }
  });

  it("survives damage anywhere, with output no larger than the input", () => {
    const whole = [...texts(".windows-export.xml", 30_000), ...texts("xml.txt", 30_000), victims.join("\n")];
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = createRandom(1_000_000 + seed);
      const text = damage(random.pick([whole[0] ?? "", ...whole]), random);
      const bytes = damageBytes(new TextEncoder().encode(text), random);
      const found = collect(eventXml, bytes, { piece: random.pick([100, 5000, 100_000]) });
      expect(headsOf(found), `seed ${seed}`).toBeLessThanOrEqual(bytes.length + 1);
      expect(found.diagnostics.length).toBeLessThan(300);
      expect(parseEventXml(text, "x").diagnostics.length).toBeLessThanOrEqual(1);
    }
  });
});
