import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { deleteShadow, isEmptyFolder, lettersOf, type ShadowCopy, shadowsOf } from "../state.ts";
import { volumeNamed } from "../volumes.ts";
import { create } from "./create.ts";
import { badState, failWith, LineFailure, notFound, notUnderstood, type Session } from "./session.ts";
import { usTime } from "./texts.ts";

type Command = (session: Session, words: readonly string[]) => Promise<void> | void;

/** By their first words; the longest that fits is taken. */
const COMMANDS: Readonly<Record<string, Command>> = {
  "set verbose": (session, [word]) => {
    session.verbose = word?.toLowerCase() === "on";
  },
  "set context": (session, words) => {
    const [context = "", rest = ""] = words.map((word) => word.toLowerCase());
    if (!["persistent", "volatile", "clientaccessible"].includes(context)) throw notUnderstood();
    session.persistent = context !== "volatile";
    session.writers = rest !== "nowriters" && context !== "clientaccessible";
  },
  // No option changes what a software provider does here.
  "set option": () => undefined,
  "set metadata": setMetadata,
  "writer exclude": (session, words) => void session.excluded.add(words.join(" ").toLowerCase()),
  "writer verify": (session, words) => void session.verified.push(words.join(" ")),
  "begin backup": (session) => {
    if (session.begun || session.made.length > 0) throw badState(session);
    session.begun = true;
  },
  "add volume": addVolume,
  create,
  expose,
  unexpose: (session, [word = ""]) => {
    const shadow = shadowNamed(session, word);
    if (shadow === undefined || shadow.exposedAs === null) throw notFound(session);
    shadow.exposedAs = null;
    session.run.out(session.texts.notExposed(shadow.id));
  },
  exec,
  "end backup": async (session) => {
    const { begun, backup, run } = session;
    if (!begun || backup === null) throw badState(session);
    session.begun = false;
    run.state.server.writer.complete(backup, new Set());
    await run.takes(5);
  },
  "delete shadows": deleteShadows,
  "list shadows": listShadows,
  reset: (session) => {
    leave(session);
    session.volumes.length = 0;
    session.made = [];
    session.aliases.clear();
    session.excluded.clear();
    session.verified.length = 0;
    session.begun = false;
  },
};

/** Carries out a line whose aliases are resolved. */
export async function carryOut(session: Session, words: readonly string[]): Promise<void> {
  const lower = words.map((word) => word.toLowerCase());
  for (const count of [2, 1]) {
    const command = COMMANDS[lower.slice(0, count).join(" ")];
    if (words.length >= count && command !== undefined) {
      await command(session, words.slice(count));
      return;
    }
  }
  throw notUnderstood();
}

/** Lets go of the writers, which hear nothing but the end; shadow copies that are not persistent go. */
export function leave(session: Session): void {
  const { backup, run, persistent, made } = session;
  if (backup !== null) run.state.server.writer.shutdown(backup);
  session.backup = null;
  if (!persistent) for (const shadow of made) deleteShadow(run.state, shadow);
}

function setMetadata(session: Session, [file]: readonly string[]): void {
  const { run, texts } = session;
  if (file === undefined) throw notUnderstood();
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch {
    throw new LineFailure(texts.readOnly);
  }
  if (existsSync(file)) run.out(texts.overwritten);
  session.metadata = file;
}

function addVolume(session: Session, words: readonly string[]): void {
  const [place = "", keyword, alias] = words;
  const volume = volumeNamed(session.run.state.volumes, place);
  if (volume === null) throw notFound(session);
  if (session.volumes.some((one) => one.volume === volume)) {
    throw failWith(session, "8004230D", "VSS_E_OBJECT_ALREADY_EXISTS");
  }
  const named = keyword?.toLowerCase() === "alias" ? alias : undefined;
  session.volumes.push({ volume, alias: named ?? `VSS_SHADOW_${session.volumes.length + 1}` });
}

async function expose(session: Session, [word = "", place = ""]: readonly string[]): Promise<void> {
  const { run, texts, persistent } = session;
  const shadow = shadowNamed(session, word);
  if (shadow === undefined) throw notFound(session);
  if (!persistent) throw badState(session);
  const letter = /^([a-z]):\\?$/i.exec(place)?.[1]?.toUpperCase();
  const taken = letter === undefined ? !isEmptyFolder(place) : lettersOf(run.state).includes(letter);
  // No sample has the words for a letter that is in use.
  if (taken) throw failWith(session, "8004230D", "VSS_E_OBJECT_ALREADY_EXISTS");
  await run.takes(1);
  shadow.exposedAs = letter === undefined ? place : `${letter}:`;
  run.out(texts.exposed(letter === undefined ? place : `${place.slice(0, 2)}\\`));
}

async function exec(session: Session, words: readonly string[]): Promise<void> {
  const { run, texts, aliases } = session;
  const [file = ""] = words;
  const there = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (!there || !/\.(?:cmd|bat)$/i.test(file)) throw new LineFailure(texts.noScript);
  const env = Object.fromEntries([...aliases.values()].map(({ name, id }) => [name, `{${id}}`]));
  const code = await run.during(() => session.exec(file, run.signal, env));
  // What it prints then is not known.
  if (code !== 0) throw new LineFailure("");
}

async function deleteShadows(session: Session, [how = "", word = ""]: readonly string[]): Promise<void> {
  const { run, texts } = session;
  const all = shadowsOf(run.state);
  const kind = how.toLowerCase();
  const id = bare(word);
  const found =
    kind === "id"
      ? all.filter((shadow) => shadow.id === id)
      : kind === "set"
        ? all.filter((shadow) => shadow.set === id)
        : kind === "exposed"
          ? all.filter(({ exposedAs }) => exposedAs !== null && plain(exposedAs) === plain(word))
          : [];
  if (found.length === 0) throw notFound(session);
  for (const shadow of found) {
    run.out(texts.deleting(shadow.id));
    await run.takes(2);
    deleteShadow(run.state, shadow);
  }
  run.out(texts.deleted(found.length));
}

function listShadows(session: Session, [how = "all", word = ""]: readonly string[]): void {
  const { run, texts } = session;
  const id = bare(word);
  const kind = how.toLowerCase();
  const found = shadowsOf(run.state).filter(
    (shadow) => kind === "all" || (kind === "set" ? shadow.set === id : shadow.id === id),
  );
  if (kind === "set") run.out(texts.querying(id));
  for (const shadow of found) {
    run.out(texts.shadow(shadow, false, run.state.server.server.name, usTime(shadow.created)));
  }
  run.out(texts.listed(found.length));
}

/** By its id, or by where it is shown. */
function shadowNamed({ run }: Session, word: string): ShadowCopy | undefined {
  return shadowsOf(run.state).find(
    ({ id, exposedAs }) => id === bare(word) || (exposedAs !== null && plain(exposedAs) === plain(word)),
  );
}

function bare(word: string): string {
  return word.replace(/[{}]/g, "").toLowerCase();
}

function plain(place: string): string {
  return place.replace(/[\\/]+$/, "").toLowerCase();
}
