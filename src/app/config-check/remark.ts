import type { Severity } from "../../model/finding.ts";

/** What is good to know of a configuration that can be read. `failure`: a part of it will not work. */
export interface Remark {
  readonly severity: Severity;
  /** Where in the file: `["alerts", "sinks", 0]`. */
  readonly path: readonly PropertyKey[];
  /** Without anything of a secret. */
  readonly message: string;
}

export function failure(path: Remark["path"], message: string): Remark {
  return { severity: "failure", path, message };
}

export function warning(path: Remark["path"], message: string): Remark {
  return { severity: "warning", path, message };
}

export function info(path: Remark["path"], message: string): Remark {
  return { severity: "info", path, message };
}
