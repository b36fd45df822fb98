import type { Copy, Lab, LabDatabase, LabServer } from "./world.ts";

/** The copy of a database on a server, if there is one. */
export function copyOn({ copies }: LabDatabase, server: LabServer): Copy | undefined {
  return copies.find((copy) => copy.server === server);
}

/** The copy that is mounted. @throws where none is */
export function activeOf({ copies, name }: LabDatabase): Copy {
  const found = copies.find(({ active }) => active);
  if (found === undefined) throw new Error(`${name} has no active copy`);
  return found;
}

/** What a job must not find when it wants a copy. */
export function isUsable({ status }: Copy): boolean {
  return status === "Mounted" || status === "Healthy";
}

/** The oldest log that a copy still has. */
export function oldestLog({ logs }: Copy): number {
  return Math.min(...logs.keys());
}

/** The copies that are mounted on a server, in the order of the site. */
export function mountedOn(lab: Lab, server: LabServer): readonly Copy[] {
  return activesOn(lab, server).filter(({ status }) => status === "Mounted");
}

/** Those that are or would be. */
export function activesOn({ databases }: Lab, server: LabServer): readonly Copy[] {
  return databases.flatMap(({ copies }) => copies.filter((copy) => copy.active && copy.server === server));
}
