import { expect } from "vitest";
import { freeLetters } from "../../../src/backup/plan/volumes.ts";
import { look } from "../plan/preflight-cases.ts";
import { DB01, discovery, planOf, unit, volume, volumeName } from "../site.ts";
import { defect } from "./defect.ts";

/** Letters for as many volumes, where some are in use. */
type Letters = (used: string, volumes: number) => readonly string[];

const MOUNTED = "C:\\ExVol\\DB1\\data\\DB1.edb";
const VOLUMES = [volume("c", "C:\\"), volume("1", "C:\\ExVol\\DB1\\")];

export const DEVICES = [
  defect(
    10,
    "shadow copies are shown on letters that are free, up to Z",
    (letters: Letters) => {
      const taken = letters("CDGH", 3);
      expect(taken.filter((letter) => "CDGH".includes(letter))).toEqual([]);
      for (const letter of letters("", 20)) expect(letter).toMatch(/^[A-Z]$/);
    },
    (_, volumes) =>
      Array.from({ length: volumes }, (_one, at) => String.fromCharCode("G".charCodeAt(0) + at)),
    (used, volumes) => freeLetters({ letters: [...used] }, "g").slice(0, volumes),
  ),
  defect(
    11,
    "a volume that is mounted in a folder is the one that is shadowed",
    (volumeFor: (file: string) => string) => expect(volumeFor(MOUNTED)).toBe(volumeName("1")),
    (file) => VOLUMES.find(({ mountPoints }) => mountPoints.includes(`${file[0]}:\\`))?.name ?? "",
    (file) => {
      const databases = [{ name: "DB1", guid: DB01, publicFolders: false, mounted: true, file }];
      const folder = "C:\\ExVol\\DB1\\logs";
      const units = [unit("DB1", DB01, { databases, logFolder: folder, systemFolder: folder })];
      const { volumes } = planOf(discovery({ units, volumes: VOLUMES })).snapshot;
      return volumes.map(({ name }) => name).join();
    },
  ),
  defect(
    29,
    "a target on a volume that is shadowed is refused",
    (refuses: (target: string) => boolean) => {
      expect(refuses("E:\\Backup")).toBe(true);
      expect(refuses("F:\\Backup")).toBe(true);
      expect(refuses("D:\\Backup")).toBe(false);
    },
    () => false,
    (target) =>
      look({ options: { target } }).some(({ code, blocks }) => code === "TARGET_ON_SNAPSHOT" && blocks),
  ),
];
