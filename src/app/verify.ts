import { resolve } from "node:path";
import { diagnostic } from "../../parsers/diagnostics.ts";
import type { Diagnostic } from "../model/raw-event.ts";
import type { VerifiedSet, VerifyEngine, VerifyReport } from "../model/verify.ts";
import { PROCESSES } from "../platform/processes.ts";
import { expandPaths, type InputPath } from "../source/expand-paths.ts";
import {
  askAboutCheckpoint,
  askAboutDatabase,
  askAboutLogs,
  findTool,
  groupFiles,
  judgeStream,
  lostDatabases,
  type Recognised,
  recognise,
  type Scanned,
  type Stream,
  scanFiles,
  type Tool,
  verdictOf,
} from "../verify/index.ts";
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
  const { engine } = request;
  const { now, version } = surroundings;
  const tool = engine === "native" ? null : toolOf(request, surroundings);
  const found = await expandPaths(request.paths);
  const stopped = (): boolean => surroundings.signal?.aborted === true;
  const recognised = await recognise(found.inputs, { limit: null, stopped, onBytes: () => undefined });
  const scanned = await scanAll(recognised.files, found.inputs, request, tool, surroundings);
  const { streams, diagnostics } = groupFiles(scanned);
  const judged = await judgeAll(streams, tool);
  const said = [
    ...found.diagnostics,
    ...recognised.diagnostics,
    ...(engine !== "native" && tool === null
      ? [diagnostic("verify-eseutil", request.tool ?? "eseutil", NO_TOOL)]
      : []),
    ...scanned.flatMap(diagnosticsOf),
    ...lostDatabases(scanned, recognised.others),
    ...diagnostics,
    ...judged.flatMap((one) => one.diagnostics),
  ];
  const sets = judged.map(({ set }) => set);
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

const NO_TOOL =
  "neither eseutil nor esentutl was found, only the own check was made; run it on a server with Exchange, or name the program with --eseutil";

function toolOf(
  request: VerifyRequest,
  { processes = PROCESSES, folder, signal }: Surroundings,
): Tool | null {
  const file = request.tool === null ? findTool(processes, process.env) : processes.find([request.tool]);
  return file === null ? null : { file: resolve(file), processes, folder: folder(), signal };
}

/** Checks all files; with eseutil's help where it is asked for and there. */
async function scanAll(
  files: readonly Recognised[],
  inputs: readonly InputPath[],
  { engine, jobs, limit }: VerifyRequest,
  tool: Tool | null,
  { progress, signal }: Surroundings,
): Promise<readonly Scanned[]> {
  const chosen = new Set(files.map(({ path }) => path));
  progress?.start(files.length, totalBytes(inputs.filter(({ path }) => chosen.has(path))));
  const stopped = (): boolean => signal?.aborted === true;
  const scanned = await scanFiles(files, {
    jobs,
    limit,
    stopped,
    extent: engine === "eseutil" && tool !== null ? "headers" : "whole",
    onFile: (path) => progress?.input(path),
    onBytes: (count) => progress?.bytes(count),
  });
  if (tool === null) return scanned;
  const asked: Scanned[] = [];
  for (const one of scanned) {
    asked.push(await askAbout(one, engine, tool));
  }
  return asked;
}

/** What could not be read here as a whole is not shown to eseutil, which would judge something else. */
async function askAbout(one: Scanned, engine: VerifyEngine, tool: Tool): Promise<Scanned> {
  if (one.kind === "database" && one.database.read === "whole" && one.database.pageSize !== null) {
    return await askAboutDatabase(engine, tool, one);
  }
  if (one.kind === "checkpoint" && one.file.read === "whole") return await askAboutCheckpoint(tool, one);
  return one;
}

async function judgeAll(streams: readonly Stream[], tool: Tool | null) {
  const judged: { readonly set: VerifiedSet; readonly diagnostics: readonly Diagnostic[] }[] = [];
  for (const stream of streams) {
    const { set, unproven } = judgeStream(stream);
    const asked = tool === null ? { set, diagnostics: [] } : await askAboutLogs(tool, set);
    const proven = asked.set.eseutil?.result === "good";
    judged.push({ set: asked.set, diagnostics: [...asked.diagnostics, ...(proven ? [] : unproven)] });
  }
  return judged;
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
      one.kind === "checkpoint"
        ? [
            {
              ...{ ...fileOf(one), ...one.reading.report },
              ...(one.eseutil === undefined ? {} : { eseutil: one.eseutil }),
            },
          ]
        : [],
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
