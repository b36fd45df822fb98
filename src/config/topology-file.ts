import { z } from "zod";
import { parseTimeSpan } from "../model/time-span.ts";
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

const count = z.number().int().min(0).optional();
const time = z.iso.datetime("must be a time in UTC such as 2026-03-01T20:00:00Z").optional();
const volume = z.strictObject({ mountPoint: name.optional(), name: name.optional() }).optional();

const copy = z.strictObject({
  server: name,
  active: z.boolean().optional(),
  activationPreference: count,
  status: name.optional(),
  copyQueue: count,
  replayQueue: count,
  replayLagSeconds: lag.optional(),
  truncationLagSeconds: lag.optional(),
  volumes: z.strictObject({ database: volume, log: volume }).optional(),
});

const database = z.strictObject({
  name,
  guid: z
    .string()
    .regex(/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i, "must be a GUID")
    .transform((guid) => guid.replace(/[{}]/g, "").toLowerCase())
    .optional(),
  dag: name.optional(),
  storageGroup: name.optional(),
  circularLogging: z.boolean().optional(),
  mounted: z.boolean().optional(),
  backupInProgress: z.boolean().optional(),
  file: name.optional(),
  logFolder: name.optional(),
  logPrefix: name.optional(),
  workerProcessId: count,
  lastBackups: z.strictObject({ full: time, incremental: time, differential: time, copy: time }).optional(),
  copies: z.array(copy).default([]),
});

const server = z.strictObject({
  name,
  dag: name.optional(),
  fqdn: name.optional(),
  version: name.optional(),
});

const file = z.strictObject({
  servers: z.array(server).default([]),
  dags: z.array(z.strictObject({ name, witness: name.optional() })).optional(),
  databases: z.array(database).default([]),
});

/** What is known of servers and databases, from a file. @throws ConfigError */
export function readTopology(path: string): Promise<Topology> {
  return readChecked<Topology>(path, file);
}
