import { queryTask } from "../../service/scheduler.ts";
import { DEFAULT_TASK } from "../../service/service.ts";
import { TASK_RUNNING } from "../../service/task-status.ts";
import { type Check, notHere, ok, warning } from "../check.ts";

/** The scheduled task of the usual name. */
export const service: Check = {
  name: "service",
  title: "Service",
  seconds: 60,
  windowsOnly: true,
  async run(ports, signal) {
    const runAttached = async () => ({ exitCode: null, trouble: "nothing is asked here" });
    const asked = await queryTask(DEFAULT_TASK, { ...ports, runAttached, signal });
    if (asked.kind === "none") {
      return [
        notHere(`there is no task ${DEFAULT_TASK}, or it cannot be seen by this account: ${asked.said}`),
      ];
    }
    const { user, enabled, lastResult } = asked.task;
    const says = `the task ${DEFAULT_TASK} is installed, runs as ${user ?? "an unknown account"}`;
    if (!enabled)
      return [warning(`${says}, and is disabled`, "enable it in the Task Scheduler, or install it anew")];
    if (lastResult === TASK_RUNNING) return [ok(`${says}, and is running`)];
    const result = lastResult === null ? "not known" : `0x${lastResult.toString(16)}`;
    return [
      warning(
        `${says}, and is not running: its last result is ${result}`,
        "its log says why: logs\\thawline.log in the state folder",
      ),
    ];
  },
};
