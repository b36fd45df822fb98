import { checkConfig } from "../../config-check/index.ts";
import { type Check, failure, ok, warning } from "../check.ts";

const REMEDY = "thawline config check says it with the place in the file";

export const configuration: Check = {
  name: "configuration",
  title: "Configuration",
  seconds: 30,
  async run({ config, now, env, platform }) {
    const { file, value, trouble, placeOf } = config;
    if (trouble !== null) {
      const remedy = "correct the file; thawline config check tells whether it is good";
      return trouble.split("\n").map((line) => failure(line, remedy));
    }
    const remarks = await checkConfig(value, { now: now(), env, platform });
    const results = remarks.map(({ severity, path, message }) => {
      const says = `${file === null ? path.join(".") : placeOf(path)}: ${message}`;
      if (severity === "info") return ok(says);
      return (severity === "failure" ? failure : warning)(says, REMEDY);
    });
    return [ok(file ?? "there is no file: the defaults hold"), ...results];
  },
};
