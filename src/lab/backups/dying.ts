import { type LabBackup, NOT_TOLD } from "./backup.ts";

/** Backups whose Diskshadow comes to no good end. */
export const DYING_BACKUPS: readonly LabBackup[] = [
  {
    name: "diskshadow-dies",
    title: "Diskshadow crashes when the shadow copies are there",
    story:
      "Diskshadow crashes before it shows the second shadow copy. The writer hears nothing of it and keeps the job in mind; the shadow copies, which outlive the program that made them, are taken away by their ids.",
    hours: 26,
    order: ({ state }) => {
      state.faults.lines.push(
        { line: "expose", when: "before" },
        { line: "expose", when: "before", ends: "dies" },
      );
    },
    predicts: NOT_TOLD,
  },
  {
    name: "diskshadow-dies-late",
    title: "Diskshadow crashes at end backup",
    story:
      "The copy is proven and Diskshadow goes on to end backup; there it crashes. Nobody can tell from its output whether Exchange was told, so the run is doubtful; the event logs, a day later, that it was not.",
    hours: 26,
    order: ({ state }) => {
      state.faults.lines.push({ line: "end backup", when: "before", ends: "dies" });
    },
    predicts: { ...NOT_TOLD, run: "doubtful" },
  },
  {
    name: "delete-fails",
    title: "A shadow copy cannot be deleted at first",
    story:
      "Everything is good, and Exchange was told; then Diskshadow cannot delete the first shadow copy. The cleanup afterwards can. The run is doubtful, as not all went as it should; the backup is good.",
    order: ({ state }) => {
      state.faults.lines.push({ line: "delete shadows", when: "before", ends: "fails" });
    },
    predicts: { ...NOT_TOLD, run: "doubtful", told: true, jobs: ["succeeded"], findings: [] },
  },
];
