import { type Check, failure, ok, warning } from "../check.ts";

/** As package.json has it (`engines`). */
const LEAST = [20, 19] as const;

export const node: Check = {
  name: "node",
  title: "Node.js",
  seconds: 5,
  async run({ node: version, architecture, platform }) {
    const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
    const says = `${version}, ${architecture}, ${platform}`;
    if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
      return [failure(says, `install Node.js ${LEAST.join(".")} or later, 64-bit`)];
    }
    if (platform === "win32" && architecture === "ia32") {
      return [warning(says, "install the 64-bit Node.js: what Windows has for VSS is 64-bit")];
    }
    return [ok(says)];
  },
};
