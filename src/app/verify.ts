import { diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { VerifiedSet, VerifyEngine, VerifyReport } from "../model/verify.ts";
import { expandPaths } from "../source/expand-paths.ts";
import { groupFiles, judgeStream, recognise, type Scanned, scanFiles, verdictOf } from "../verify/index.ts";
import { totalBytes } from "./inputs.ts";
import type { Surroundings } from "./surroundings.ts";

export interface VerifyRequest {
  readonly paths: readonly string[];
  readonly engine: VerifyEngine;
  /** Threads that read at the same time. */
  readonly jobs: number;
  /** Bytes a second; null for as many as there are. */
  readonly limit: number | null;
  /** eseutil or esentutl; null to look for it. */
  readonly tool: string | null;
}

/**
 * Checks the files of backups: whether they are good, and what can be restored from them. What cannot be read is told
 * in the report; an abort ends the reading, and what was seen up to there is reported.
 */
export async function verify(request: VerifyRequest, surroundings: Surroundings): Promise<VerifyReport> {
  const { engine, jobs, limit } = request;
  const { now, version, progress, signal } = surroundings;
  const stopped = (): boolean => signal?.aborted === true;
  const found = await expandPaths(request.paths);
  const quiet = { limit: null, stopped, onBytes: () => undefined };
  const recognised = await recognise(found.inputs, quiet);
  const { files } = recognised;
  const chosen = new Set(files.map(({ path }) => path));
  progress?.start(files.length, totalBytes(found.inputs.filter(({ path }) => chosen.has(path))));
  const scanned = await scanFiles(files, {
    jobs,
    limit,
    stopped,
    extent: "whole",
    onFile: (path) => progress?.input(path),
    onBytes: (count) => progress?.bytes(count),
  });

  const { streams, diagnostics } = groupFiles(scanned);
  const judged = streams.map((stream) => judgeStream(stream));
  const sets = judged.map(({ set }) => set);
  const said = [
    ...found.diagnostics,
    ...recognised.diagnostics,
    ...scanned.flatMap(diagnosticsOf),
    ...diagnostics,
    ...judged.flatMap((one) => one.diagnostics),
  ];
  const content = { ...contentOf(scanned, sets), diagnostics: withNothing(said, scanned, request.paths) };
  return {
    schema: "thawline.verify/1",
    generatedAt: new Date(now()).toISOString(),
    tool: { name: "thawline", version },
    engine,
    ...content,
    verdict: verdictOf(content),
  };
}

function contentOf(scanned: readonly Scanned[], sets: readonly VerifiedSet[]) {
  const fileOf = (one: Exclude<Scanned, { readonly kind: "database" }>) => {
    const { bytes, seconds, read } = one.file;
    return { path: one.of.path, bytes, seconds, read };
  };
  return {
    databases: scanned.flatMap((one) => (one.kind === "database" ? [one.database] : [])),
    logs: scanned.flatMap((one) => (one.kind === "log" ? [{ ...fileOf(one), ...one.reading.report }] : [])),
    checkpoints: scanned.flatMap((one) =>
      one.kind === "checkpoint" ? [{ ...fileOf(one), ...one.reading.report }] : [],
    ),
    sets,
  };
}

function diagnosticsOf(one: Scanned): readonly Diagnostic[] {
  switch (one.kind) {
    case "database": {
      const { path, trailingBytes, pageSize, read } = one.database;
      if (trailingBytes === 0 || read !== "whole") return one.diagnostics;
      const message = `ends ${trailingBytes} bytes behind its last whole page of ${pageSize}: it was cut, or copied in part`;
      return [...one.diagnostics, diagnostic("verify-cut", path, message)];
    }
    case "flush-map": {
      const { headerOk, badPages } = one.report;
      if (headerOk && badPages === 0) return one.file.diagnostics;
      const message = `${badPages} of its pages are damaged; the engine makes it anew`;
      return [...one.file.diagnostics, diagnostic("verify-flush-map", one.of.path, message)];
    }
    default:
      return one.file.diagnostics;
  }
}

function withNothing(
  said: readonly Diagnostic[],
  scanned: readonly Scanned[],
  paths: readonly string[],
): readonly Diagnostic[] {
  if (scanned.some(({ kind }) => kind === "database" || kind === "log")) return said;
  const message = "neither a database nor a log was found: nothing was verified";
  return [...said, diagnostic("verify-nothing", paths[0] ?? "", message)];
}
