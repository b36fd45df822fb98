import type { VerifyReport } from "../../model/verify.ts";
import { printJson } from "../json.ts";
import { VERIFY_SCHEMA } from "./schema.ts";

/** The report as the contract's JSON: fields in the order of the published schema. */
export function renderVerifyJson(report: VerifyReport): string {
  return printJson(report, VERIFY_SCHEMA);
}
