import { z } from "zod";
import type { Topology } from "../model/topology.ts";
import { parseDuration } from "./duration.ts";
import { readChecked } from "./read-file.ts";

const name = z.string().trim().min(1, "must not be empty");

/** A lag as seconds, as `8d`, or as Exchange prints it: `7.00:00:00`. */
const lag = z.union([z.string(), z.number()], "must be a duration").transform((value, context) => {
  const seconds = parseDuration(value) ?? parseTimeSpan(String(value));
  if (seconds !== null) return seconds;
  context.addIssue({ code: "custom", message: 'must be seconds, a duration such as "7d", or "7.00:00:00"' });
  return z.NEVER;
});

function parseTimeSpan(text: string): number | null {
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d\d):(\d\d)(?:\.\d+)?$/.exec(text.trim());
  if (match === null) return null;
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((index) => Number(match[index] ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}

const copy = z.strictObject({
  server: name,
  active: z.boolean().optional(),
  replayLagSeconds: lag.optional(),
  truncationLagSeconds: lag.optional(),
});

const database = z.strictObject({
  name,
  guid: z
    .string()
    .regex(/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i, "must be a GUID")
    .transform((guid) => guid.replace(/[{}]/g, "").toLowerCase())
    .optional(),
  circularLogging: z.boolean().optional(),
  copies: z.array(copy).default([]),
});

const file = z.strictObject({
  servers: z.array(z.strictObject({ name, dag: name.optional() })).default([]),
  databases: z.array(database).default([]),
});

/** What is known of servers and databases, from a file. @throws ConfigError */
export function readTopology(path: string): Promise<Topology> {
  return readChecked<Topology>(path, file);
}
