import { escapeXml } from "../../model/xml-text.ts";
/** Events of one provider that are wanted. */
export interface EventQuery {
  readonly provider: string;
  /** Null: all of them. */
  readonly ids: readonly number[] | null;
}

/** From where on. */
export type QueryStart =
  | { readonly kind: "all" }
  /** Records with higher numbers than this. */
  | { readonly kind: "after"; readonly record: number }
  /** Records from this time on, in milliseconds since 1970. */
  | { readonly kind: "since"; readonly time: number };

/**
 * The service takes 22 expressions a Select (KB 970453), and was seen to refuse 21 of them beside a time
 * (elastic/beats#35048); provider and start count too.
 */
const MOST_TERMS = 20;

/**
 * The query for a log, as structured XML: the wanted events of the providers from some place on. Several Selects, so that
 * none has more terms than the service takes.
 *
 * @param queries null: any event
 */
export function buildQuery(
  channel: string,
  queries: readonly EventQuery[] | null,
  start: QueryStart,
): string {
  const selects = (queries === null ? [""] : conditions(queries, start)).map((condition) => {
    const all = [condition, startCondition(start)].filter((one) => one !== "").join(" and ");
    return `<Select Path="${escapeXml(channel)}">*${all === "" ? "" : escapeXml(`[System[${all}]]`)}</Select>`;
  });
  return `<QueryList><Query Id="0" Path="${escapeXml(channel)}">${selects.join("")}</Query></QueryList>`;
}

/** The query for the record of one number, whoever wrote it. */
export function recordQuery(channel: string, record: number): string {
  const path = escapeXml(channel);
  return `<QueryList><Query Id="0" Path="${path}"><Select Path="${path}">*[System[EventRecordID=${record}]]</Select></Query></QueryList>`;
}

function conditions(queries: readonly EventQuery[], start: QueryStart): readonly string[] {
  const room = MOST_TERMS - (start.kind === "all" ? 0 : 1);
  const whole = queries.filter(({ ids }) => ids === null).map(({ provider }) => quoted(provider));
  const providers = pieces(whole, room).map((names) => {
    const named = names.map((name) => `@Name=${name}`).join(" or ");
    return `Provider[${named}]`;
  });
  const picked = queries.flatMap(({ provider, ids }) =>
    pieces(rangesOf(ids ?? []), Math.floor((room - 1) / 2)).map((ranges) => {
      return `Provider[@Name=${quoted(provider)}] and (${ranges.map(rangeCondition).join(" or ")})`;
    }),
  );
  return [...providers, ...picked];
}

type Range = readonly [first: number, last: number];

function rangesOf(ids: readonly number[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === id - 1) ranges[ranges.length - 1] = [last[0], id];
    else ranges.push([id, id]);
  }
  return ranges;
}

function rangeCondition([first, last]: Range): string {
  return first === last ? `EventID=${first}` : `(EventID>=${first} and EventID<=${last})`;
}

function startCondition(start: QueryStart): string {
  switch (start.kind) {
    case "all":
      return "";
    case "after":
      return `EventRecordID>${start.record}`;
    case "since":
      return `TimeCreated[@SystemTime>='${new Date(start.time).toISOString()}']`;
  }
}

/** XPath 1.0 of the service knows no escape: a name with both quotes cannot be asked for, and no provider has one. */
function quoted(name: string): string {
  return name.includes("'") ? `"${name.replaceAll('"', "")}"` : `'${name}'`;
}

function pieces<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
