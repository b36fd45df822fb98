import { expect, test } from "vitest";
import { FILE_OPTIONS } from "../../../src/report/options.ts";
import { renderRunEnd } from "../../../src/report/run-lines.ts";
import { RUN } from "../../backup/site.ts";
import { record } from "../../backup/verified.ts";

test("a full run in doubt says that Exchange may have been told, and what to do next", () => {
  const text = renderRunEnd(record({ outcome: "doubtful" }), FILE_OPTIONS);
  expect(text).toContain("in doubt: Exchange may have been told");
  expect(text).toContain(`thawline verify ${RUN}`);
});

test("a copy in doubt does not say so: Exchange is told nothing by any copy", () => {
  const text = renderRunEnd(record({ outcome: "doubtful", type: "copy" }), FILE_OPTIONS);
  expect(text).toContain("Exchange was told nothing");
  expect(text).not.toContain("may have been told");
  expect(text).toContain(`thawline verify ${RUN}`);
});

test("a run that failed is not sent to verify", () => {
  expect(renderRunEnd(record({ outcome: "failed" }), FILE_OPTIONS)).not.toContain("thawline verify");
});
