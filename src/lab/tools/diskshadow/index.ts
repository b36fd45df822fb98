import { takeFault } from "../faults.ts";
import { Death, type Tool, type ToolRun } from "../process.ts";
import { carryOut, leave } from "./commands.ts";
import { readScript, wordsOf } from "./script.ts";
import { type Exec, failWith, LineFailure, type Session } from "./session.ts";
import { textsOf, usTime } from "./texts.ts";

export type { Exec } from "./session.ts";

/** Exit codes are not documented; this is what the lab takes for them. */
const FAILED = 1;
/** Of an access violation: 0xC0000005. */
const CRASHED = 3_221_225_477;

/** `diskshadow /s FILE`: reads a real script and does on the simulated server what it says. */
export function diskshadow(exec: Exec): Tool {
  return async (run) => {
    const { state, args } = run;
    const at = args.findIndex((word) => /^[-/]s$/i.test(word));
    const script = args[at + 1];
    if (at < 0 || script === undefined) return FAILED;
    const session = newSession(run, exec);
    const lines = readScript(script);
    run.out(session.texts.banner(state.server.short, usTime(state.time.now())));
    await run.takes(0.5);
    try {
      for (const line of lines) {
        if (!(await lineOf(session, line))) break;
      }
      leave(session);
      return 0;
    } catch (error) {
      if (error instanceof LineFailure) {
        run.out(error.text);
        leave(session);
        return FAILED;
      }
      // It is dead, and said nothing to the writers.
      if (session.backup !== null) session.backup.abandoned = true;
      throw error;
    }
  };
}

/** Carries out a line; false where it is the last one. */
async function lineOf(session: Session, line: string): Promise<boolean> {
  const { run, aliases } = session;
  run.out(`-> ${line}`.trimEnd());
  run.out("\r\n");
  const words = wordsOf(line);
  if (words.length === 0 || line.trimStart().startsWith("#")) return true;
  await strike(session, line, "before");
  const resolved = words.map((word) => {
    const [, name] = /^%([^%]+)%$/.exec(word) ?? [];
    if (name === undefined) return word;
    const known = aliases.get(name.toLowerCase());
    // An alias that nobody gave stays as it stands, and names nothing.
    if (known === undefined) return word;
    run.out(`-> ${word} = {${known.id}}\r\n`);
    return `{${known.id}}`;
  });
  if (words[0]?.toLowerCase() === "exit") return false;
  await run.takes(0.2);
  await carryOut(session, resolved);
  await strike(session, line, "after");
  return true;
}

async function strike(session: Session, line: string, when: "before" | "after"): Promise<void> {
  const { lines } = session.run.state.faults;
  const fault = takeFault(
    lines,
    (one) => one.when === when && line.trim().toLowerCase().startsWith(one.line.toLowerCase()),
  );
  if (fault === undefined) return;
  fault.act?.();
  if (fault.ends === "dies") throw new Death(CRASHED);
  if (fault.ends === "fails") throw failWith(session, "80042302", "VSS_E_UNEXPECTED");
}

function newSession(run: ToolRun, exec: Exec): Session {
  return {
    run: { ...run, out: (text) => run.out(Buffer.from(text, "utf8").toString("latin1")) },
    texts: textsOf(run.state.faults),
    exec,
    verbose: false,
    persistent: false,
    writers: true,
    metadata: null,
    excluded: new Set(),
    verified: [],
    begun: false,
    volumes: [],
    backup: null,
    made: [],
    aliases: new Map(),
  };
}
