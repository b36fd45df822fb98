import type { BackupMachine } from "../../model/backup/machine.ts";
import type { Lab, LabServer } from "../world.ts";
import { diskshadow, type Exec } from "./diskshadow/index.ts";
import { eseutil } from "./eseutil/index.ts";
import { noFaults, type ToolFaults } from "./faults.ts";
import { EXCHANGE, labProcesses, SYSTEM_ROOT, type ToolRun } from "./process.ts";
import { robocopy } from "./robocopy.ts";
import { type LabScripts, labShell } from "./shell.ts";
import { createLabState, folderAt, type LabState } from "./state.ts";
import { createLabTime } from "./time.ts";
import { vssadmin } from "./vssadmin.ts";

export interface LabMachineOptions {
  readonly scripts: LabScripts;
  readonly exec: Exec;
  /** Default: none. */
  readonly faults?: ToolFaults;
}

export interface LabMachine extends BackupMachine {
  /** What the simulated server knows, for stories and tests. */
  readonly state: LabState;
}

/** A simulated server with the programs that a backup needs. Time passes on it only while one of them takes it, or somebody sleeps. */
export function createLabMachine(lab: Lab, server: LabServer, options: LabMachineOptions): LabMachine {
  const time = createLabTime(lab);
  const state = createLabState(lab, server, time, options.faults ?? noFaults());
  return {
    state,
    processes: labProcesses(state, {
      "diskshadow.exe": diskshadow(options.exec),
      "robocopy.exe": robocopy,
      "eseutil.exe": eseutil,
      "vssadmin.exe": vssadmin,
      "icacls.exe": icacls,
    }),
    shell: labShell(state, options.scripts),
    files: {
      async list(folder) {
        const found = folderAt(state, folder);
        if (found === null) throw new Error(`there is no simulated folder ${folder}`);
        return found.files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
      },
    },
    env: {
      SystemRoot: SYSTEM_ROOT,
      ExchangeInstallPath: EXCHANGE,
      COMPUTERNAME: server.short,
      PROCESSOR_ARCHITECTURE: "AMD64",
    },
    now: time.now,
    sleep: (ms, signal) => time.wait(ms / 1000, signal),
  };
}

/** Rights of folders are not simulated. */
async function icacls({ out, args }: ToolRun): Promise<number> {
  out(`processed file: ${args[0] ?? ""}\r\nSuccessfully processed 1 files; Failed processing 0 files\r\n`);
  return 0;
}
