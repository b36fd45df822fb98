import type { ToolFaults } from "../faults.ts";
import type { ShadowCopy } from "../state.ts";

/**
 * What Diskshadow prints, in the words of public samples; where no sample has the words, only what all languages share:
 * GUIDs, device names, attribute words and HRESULTs. Each is a text of lines.
 */
export interface Texts {
  banner(computer: string, time: string): string;
  alias(name: string, kind: "shadow" | "set", id: string): string;
  inserted(file: string, cab: string): string;
  querying(set: string): string;
  shadow(shadow: ShadowCopy, setAlias: boolean, computer: string, time: string): string;
  listed(count: number): string;
  exposed(place: string): string;
  notExposed(id: string): string;
  deleting(id: string): string;
  deleted(count: number): string;
  failed(code: string, name: string): string;
  overwritten: string;
  readOnly: string;
  noScript: string;
  /** What `set verbose on` brings. */
  including(writer: string): string;
  adding(component: string): string;
  without(writer: string): string;
  outside(component: string, writer: string, volume: string): string;
}

const SIMULATED = "Simulated by the lab of Thawline";
const EOL = "\r\n";
const lines = (...all: readonly string[]): string => all.map((line) => `${line}${EOL}`).join("");

function shadowLines(
  { id, set, alias, count, volume, number, exposedAs, attributes }: ShadowCopy,
  words: readonly string[],
  setAlias: string,
  [computer, time]: readonly [string, string],
): string {
  const [shadow, ofSet, original, name, created, device, origin, service, none, as, provider, attribute] =
    words;
  return lines(
    `        * ${shadow} = {${id}}               ${alias === "" ? "" : `%${alias}%`}`.trimEnd(),
    `                - ${ofSet}: {${set}}       ${setAlias}`.trimEnd(),
    `                - ${original} = ${count}`,
    `                - ${name}: ${volume.name} [${volume.mountPoint}]`,
    `                - ${created}: ${time}`,
    `                - ${device}: \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy${number}`,
    `                - ${origin}: ${computer}`,
    `                - ${service}: ${computer}`,
    exposedAs === null ? `                - ${none}` : `                - ${as}: ${exposedAs}`,
    `                - ${provider} ID: {b5946137-7b9f-4925-af80-51abd60b20d5}`,
    `                - ${attribute}:  ${attributes}`,
    "",
  );
}

const ENGLISH: Texts = {
  banner: (computer, time) =>
    lines(
      "Microsoft DiskShadow version 1.0",
      `${SIMULATED}: no program of Microsoft`,
      `On computer:  ${computer},  ${time}`,
      "",
    ),
  alias: (name, kind, id) =>
    lines(`Alias ${name} for shadow ${kind === "set" ? "set " : ""}ID {${id}} set as environment variable.`),
  inserted: (file, cab) => lines(`Inserted file ${file} into .cab file ${cab}`),
  querying: (set) => lines("", `Querying all shadow copies with the shadow copy set ID {${set}}`, ""),
  shadow: (shadow, setAlias, computer, time) =>
    shadowLines(
      shadow,
      [
        "Shadow copy ID",
        "Shadow copy set",
        "Original count of shadow copies",
        "Original volume name",
        "Creation time",
        "Shadow copy device name",
        "Originating machine",
        "Service machine",
        "Not exposed",
        "Exposed as",
        "Provider",
        "Attributes",
      ],
      setAlias ? "%VSS_SHADOW_SET%" : "",
      [computer, time],
    ),
  listed: (count) => lines(`Number of shadow copies listed: ${count}`),
  exposed: (place) => lines(`The shadow copy was successfully exposed as ${place}.`),
  notExposed: (id) => lines(`Shadow copy ID {${id}} is no longer exposed.`),
  deleting: (id) => lines(`Deleting shadow copy {${id}}...`),
  deleted: (count) => lines("", `${count} shadow ${count === 1 ? "copy" : "copies"} deleted.`),
  failed: (code, name) =>
    lines(
      "The last operation failed.",
      `        - Returned HRESULT: ${code}`,
      `        - Error text: ${name}`,
    ),
  overwritten: lines("The existing file will be overwritten."),
  readOnly: lines("The metadata file name path specifies a directory that is read-only."),
  noScript: lines(
    "",
    "The script file name is not valid.",
    "",
    "EXEC <file.cmd>",
    "        Execute a script file on the local machine.",
    "        This command is used to duplicate or restore data as part of",
    "        a backup or restore sequence.",
  ),
  including: (writer) => lines("", `* Including writer "${writer}":`),
  adding: (component) => lines(`        + Adding component: ${component}`),
  without: (writer) =>
    lines(`Excluding writer "${writer}", because all of its components have been excluded.`),
  outside: (component, writer, volume) =>
    lines(
      `Component "${component}" from writer "${writer}" is excluded from backup,`,
      `because it requires volume ${volume} which is not in the shadow copy set.`,
    ),
};

const CHINESE: Texts = {
  banner: (computer, time) =>
    lines(
      "Microsoft DiskShadow 版本 1.0",
      `${SIMULATED}: no program of Microsoft`,
      `在计算机上: ${computer}，${time}`,
      "",
    ),
  alias: (name, kind, id) =>
    lines(`已将卷影${kind === "set" ? "集" : ""} ID {${id}} 的别名 ${name} 设置为环境变量。`),
  inserted: (file, cab) => lines(`${file} ${cab}`),
  querying: (set) => lines("", `正在查询卷影副本集 ID 为: {${set}} 的所有卷影副本`, ""),
  shadow: (shadow, setAlias, computer, time) =>
    shadowLines(
      shadow,
      [
        "卷影副本 ID",
        "卷影副本集",
        "卷影副本原始数",
        "原始卷名称",
        "创建时间",
        "卷影副本设备名称",
        "原始计算机",
        "服务计算机",
        "未暴露",
        "暴露为",
        "提供程序",
        "属性",
      ],
      setAlias ? "%VSS_SHADOW_SET%" : "",
      [computer, time],
    ),
  listed: (count) => lines(`已列出的卷影副本数: ${count}`),
  exposed: (place) => lines(`已成功将卷影副本暴露为 ${place}。`),
  notExposed: (id) => lines(`卷影副本 ID {${id}} 不再暴露。`),
  deleting: (id) => lines(`{${id}}`),
  deleted: (count) => lines("", `已删除的卷影副本数: ${count}`),
  failed: (code, name) => lines(`        - HRESULT: ${code}`, `        - ${name}`),
  overwritten: "",
  readOnly: "",
  noScript: "",
  // No sample has the words; the marks, names and paths are those of all languages.
  including: (writer) => lines("", `* "${writer}":`),
  adding: (component) => lines(`        + ${component}`),
  without: (writer) => lines(`"${writer}"`),
  outside: (component, writer, volume) => lines(`"${component}" "${writer}"`, volume),
};

export function textsOf({ language }: Pick<ToolFaults, "language">): Texts {
  return language === undefined ? ENGLISH : CHINESE;
}

/** `4/9/2025 6:14:51 PM`; the servers of the lab are in UTC. */
export function usTime(ms: number): string {
  const date = new Date(ms);
  const hour = date.getUTCHours();
  const two = (value: number): string => String(value).padStart(2, "0");
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${clock} ${hour < 12 ? "AM" : "PM"}`;
}
