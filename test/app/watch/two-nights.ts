import { writeSites } from "../../history/random.ts";
import { timeOf } from "./live-desk.ts";

const { records } = writeSites([
  {
    version: "2016",
    role: "standalone",
    databases: 1,
    skewSeconds: 0,
    offsetSeconds: 0,
    episodes: ["full", "full"],
  },
]);
const freezes = records.filter(({ provider, eventId }) => provider === "MSExchangeRepl" && eventId === 2027);
const [first = Number.NaN, second = Number.NaN] = freezes.map(timeOf);

/** Two good nights of one database on one server: its log, when each froze it, and a minute before all of it. */
export const NIGHTS = { records, first, second, start: Math.min(...records.map(timeOf)) - 60_000 };
