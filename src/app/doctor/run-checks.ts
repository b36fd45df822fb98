import type { CheckReport, CheckResult, CheckState, DoctorReport } from "../../model/doctor.ts";
import { type Check, type DoctorPorts, notHere, unknown } from "./check.ts";

/** From the one that says most. */
const ORDER: readonly CheckState[] = ["failure", "warning", "unknown", "ok", "not-here"];

/** Runs the checks one after the other, each within its time. @throws what aborted the signal */
export async function runChecks(
  checks: readonly Check[],
  ports: DoctorPorts,
  signal: AbortSignal,
  begins: (check: Check) => void,
): Promise<readonly CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const check of checks) {
    signal.throwIfAborted();
    begins(check);
    const began = ports.now();
    const results = await within(check, ports, signal);
    signal.throwIfAborted();
    const { name, title } = check;
    const seconds = Math.round(ports.now() - began) / 1000;
    reports.push({ name, title, state: worstOf(results), seconds, results });
  }
  return reports;
}

/** `unknown` where nothing worse was found; what is not here does not count. */
export function verdictOf(checks: readonly CheckReport[]): DoctorReport["verdict"] {
  const worst = ORDER.find((state) => checks.some((check) => check.state === state)) ?? "ok";
  return worst === "not-here" ? "ok" : worst;
}

function worstOf(results: readonly CheckResult[]): CheckState {
  return ORDER.find((state) => results.some((result) => result.state === state)) ?? "unknown";
}

async function within(
  check: Check,
  ports: DoctorPorts,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  if (check.windowsOnly === true && ports.platform !== "win32") {
    return [notHere("can be looked at on Windows only")];
  }
  const limit = new AbortController();
  const either = AbortSignal.any([signal, limit.signal]);
  const over = new Promise<readonly CheckResult[]>((resolve) => {
    const late = (): void => resolve([unknown(`no answer within ${check.seconds} s`)]);
    either.addEventListener("abort", late, { once: true });
  });
  const timer = setTimeout(() => limit.abort(), check.seconds * 1000);
  try {
    return await Promise.race([check.run(ports, either), over]);
  } finally {
    clearTimeout(timer);
  }
}
