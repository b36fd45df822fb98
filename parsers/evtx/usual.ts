import type { BodyPlan } from "./plan-body.ts";
import { createSlots, type Slots } from "./slots.ts";

/** A record of the usual form as far as it was looked at; one object is used again and again. */
export interface Usual {
  readonly slots: Slots;
  server: string | null;
  channel: string | null;
  provider: string | null;
  eventId: number;
  /** Null where it has none. */
  body: BodyPlan | null;
  /** Where the values of the body are: among those of the record, or inside of one of them. */
  bodySlots: Slots;
  readonly inner: Slots;
}

export function createUsual(): Usual {
  const slots = createSlots();
  const inner = createSlots();
  return {
    slots,
    server: null,
    channel: null,
    provider: null,
    eventId: 0,
    body: null,
    bodySlots: slots,
    inner,
  };
}
