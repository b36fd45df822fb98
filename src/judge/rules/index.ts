import type { Rule } from "../rule.ts";
import { freezeTimeout } from "./freeze-timeout.ts";
import { jobAborted } from "./job-aborted.ts";

/** Every rule; a new one is a file and a line here. */
export const RULES: readonly Rule[] = [freezeTimeout, jobAborted];
