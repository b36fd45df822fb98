import { writeFileSync } from "node:fs";
import { win32 } from "node:path";
import { createBackup } from "../../backup.ts";
import { guidOf } from "../../events/draft.ts";
import { HOLD_SECONDS, makeSnapshot, type SnapshotOrder } from "../../vss.ts";
import type { Backup } from "../../world.ts";
import type { ShadowCopy } from "../state.ts";
import { filesOf } from "../volumes.ts";
import { type Component, type LabWriter, writersOf } from "../writers.ts";
import { badState, failWith, type Session } from "./session.ts";
import { usTime } from "./texts.ts";

/** `create`: asks the writers, takes the snapshot, names what there is now. */
export async function create(session: Session): Promise<void> {
  const { run, texts, volumes } = session;
  const { state } = run;
  if (volumes.length === 0 || session.made.length > 0) throw badState(session);
  const included = session.writers ? takePart(session) : [];
  for (const name of session.verified) {
    // No sample has the words of a verification that fails.
    if (!included.some((one) => isNamed(name, one.writer, one.component))) throw notIncluded(session);
  }
  if (state.faults.noShadowSpace === true) {
    await run.takes(3);
    throw failWith(session, "8004231F", "VSS_E_INSUFFICIENT_STORAGE");
  }
  const copies = included.flatMap(({ component }) => component.copy ?? []);
  const type = session.begun ? "full" : "copy";
  const backup = copies.length > 0 ? createBackup(state.lab, state.server, type, copies) : null;
  const order = orderOf(session);
  session.backup = backup;
  const set = backup?.guid ?? guidOf(`set of ${run.state.lab.queue.now()} on ${state.server.short}`);
  const taken = await toTheEnd(session, creation(session, backup, set, order));
  if (!taken) throw snapshotFailure(session, order);
  for (const { alias, id } of session.made) name(session, alias, "shadow", id);
  name(session, "VSS_SHADOW_SET", "set", set);
  insertMetadata(session);
  run.out(texts.querying(set));
  for (const shadow of session.made) {
    run.out(texts.shadow(shadow, true, state.server.server.name, usTime(shadow.created)));
  }
  run.out(texts.listed(session.made.length));
}

/** The lines on what takes part, which `set verbose on` brings. */
function takePart(
  session: Session,
): readonly { readonly writer: LabWriter; readonly component: Component }[] {
  const { run, texts, verbose, volumes } = session;
  const say = (text: string): void => {
    if (verbose) run.out(text);
  };
  const wanted = new Map<LabWriter, readonly Component[]>();
  for (const writer of writersOf(run.state)) {
    const components = writer.components.filter((component) => {
      if ([...session.excluded].some((name) => isNamed(name, writer, component))) return false;
      const outside = component.volumes.find((volume) => !volumes.some((one) => one.volume === volume));
      if (outside === undefined) return true;
      say(texts.outside(component.path, writer.name, outside.mountPoint));
      return false;
    });
    if (components.length > 0) wanted.set(writer, components);
    else if (writer.components.length > 0) say(texts.without(writer.name));
  }
  for (const [writer, components] of wanted) {
    say(texts.including(writer.name));
    for (const component of components) say(texts.adding(component.path));
  }
  say("\r\n");
  return [...wanted].flatMap(([writer, components]) =>
    components.map((component) => ({ writer, component })),
  );
}

/** An id or a name of a writer, or `name:\path` of one of its components. */
function isNamed(name: string, writer: LabWriter, { path }: Component): boolean {
  const { name: own, id } = writer;
  return [`{${id}}`, id, own, `${own}:${path}`].some((one) => one.toLowerCase() === name.toLowerCase());
}

function notIncluded(session: Session) {
  return failWith(session, "80042308", "VSS_E_OBJECT_NOT_FOUND");
}

function orderOf({ run }: Session): SnapshotOrder {
  const { lab, server, faults } = run.state;
  const random = lab.random.fork(`snapshot at ${lab.queue.now()} on ${server.short}`);
  return {
    frozenSeconds: faults.frozenSeconds ?? random.between(1.5, 4),
    holdSeconds: faults.holdSeconds ?? random.between(0.3, 1.2),
    forgotten: [],
  };
}

function* creation(
  session: Session,
  backup: Backup | null,
  set: string,
  order: SnapshotOrder,
): Generator<number, boolean, void> {
  const { state } = session.run;
  if (backup === null) yield order.frozenSeconds;
  else if (!(yield* makeSnapshot(state.lab, backup, () => order))) return false;
  const files = filesOf(state.lab, state.server, backup ?? undefined);
  session.made = session.volumes.map(({ volume, alias }): ShadowCopy => {
    state.counted += 1;
    return {
      id: guidOf(`shadow of ${volume.name} in ${set}`),
      ...{ set, volume, alias, backup, files },
      count: session.volumes.length,
      created: state.time.now(),
      number: state.counted,
      attributes: [
        "No_Auto_Release",
        ...(session.persistent ? ["Persistent"] : []),
        ...(backup === null ? ["No_Writers"] : []),
        "Differential",
      ].join(" "),
      exposedAs: null,
    };
  });
  state.made.push(...session.made);
  return true;
}

/** The service of VSS does it, and goes on when the program that asked for it dies. */
async function toTheEnd({ run }: Session, script: Generator<number, boolean, void>): Promise<boolean> {
  for (;;) {
    const step = script.next();
    if (step.done === true) return step.value;
    try {
      await run.takes(step.value);
    } catch (death) {
      run.state.lab.queue.start(rest(script));
      throw death;
    }
  }
}

function* rest(script: Generator<number, boolean, void>): Generator<number, void, void> {
  yield* script;
}

function snapshotFailure(session: Session, { holdSeconds }: SnapshotOrder) {
  return holdSeconds > HOLD_SECONDS
    ? failWith(session, "80042314", "VSS_E_HOLD_WRITES_TIMEOUT")
    : failWith(session, "800423F3", "VSS_E_WRITERERROR_RETRYABLE");
}

function name({ run, texts, aliases }: Session, alias: string, kind: "shadow" | "set", id: string): void {
  aliases.set(alias.toLowerCase(), { name: alias, id });
  run.out(texts.alias(alias, kind, id));
}

function insertMetadata({ run, texts, metadata }: Session): void {
  if (metadata === null) return;
  writeFileSync(metadata, "Simulated by the lab of Thawline: no metadata of writers.\r\n", "latin1");
  const cab = win32.basename(metadata);
  for (const file of ["Manifest.xml", "BCDocument.xml", "WM0.xml"]) run.out(texts.inserted(file, cab));
}
