import { escapeXml } from "../../model/xml-text.ts";
import { commandLine } from "./command-line.ts";
import { BUILT_IN, type Service, serviceArguments } from "./service.ts";

/**
 * The scheduled task of a service, as schtasks.exe takes it. Pure.
 *
 * - It starts at boot, and is looked after every five minutes: a task that ended with an error is not started anew by
 *   every version of Windows (`RestartOnFailure` speaks of tasks that fail to start), a repetition always comes. While it
 *   runs nothing is started (`IgnoreNew`).
 * - No limit of time (`PT0S`): the default would end it after three days.
 * - `Count` is an unsigned byte (learn.microsoft.com, "restartType Complex Type").
 * - Priority 7 is the default of the scheduler: below what the server is there for.
 */
export function taskXml(service: Service): string {
  const { name, node, stateFolder, account, highest } = service;
  const sid = BUILT_IN.get(account.name.toLowerCase());
  const logon = { "built-in": null, managed: "Password", s4u: "S4U", password: "Password" }[account.logon];
  const lines = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    "  <RegistrationInfo>",
    "    <Author>Thawline</Author>",
    "    <Description>Watches the VSS backups of Exchange by their event logs: thawline watch.</Description>",
    `    <URI>\\${escapeXml(name)}</URI>`,
    "  </RegistrationInfo>",
    "  <Triggers>",
    "    <BootTrigger>",
    "      <Enabled>true</Enabled>",
    "    </BootTrigger>",
    "    <TimeTrigger>",
    "      <Repetition>",
    "        <Interval>PT5M</Interval>",
    "        <StopAtDurationEnd>false</StopAtDurationEnd>",
    "      </Repetition>",
    "      <StartBoundary>2020-01-01T00:00:00</StartBoundary>",
    "      <Enabled>true</Enabled>",
    "    </TimeTrigger>",
    "  </Triggers>",
    "  <Principals>",
    '    <Principal id="Author">',
    `      <UserId>${escapeXml(sid ?? account.name)}</UserId>`,
    ...(logon === null ? [] : [`      <LogonType>${logon}</LogonType>`]),
    `      <RunLevel>${highest ? "HighestAvailable" : "LeastPrivilege"}</RunLevel>`,
    "    </Principal>",
    "  </Principals>",
    "  <Settings>",
    "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
    "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
    "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
    "    <AllowHardTerminate>true</AllowHardTerminate>",
    "    <StartWhenAvailable>true</StartWhenAvailable>",
    "    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>",
    "    <IdleSettings>",
    "      <StopOnIdleEnd>false</StopOnIdleEnd>",
    "      <RestartOnIdle>false</RestartOnIdle>",
    "    </IdleSettings>",
    "    <AllowStartOnDemand>true</AllowStartOnDemand>",
    "    <Enabled>true</Enabled>",
    "    <Hidden>false</Hidden>",
    "    <RunOnlyIfIdle>false</RunOnlyIfIdle>",
    "    <WakeToRun>false</WakeToRun>",
    "    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>",
    "    <Priority>7</Priority>",
    "    <RestartOnFailure>",
    "      <Interval>PT1M</Interval>",
    "      <Count>255</Count>",
    "    </RestartOnFailure>",
    "  </Settings>",
    '  <Actions Context="Author">',
    "    <Exec>",
    `      <Command>${escapeXml(node)}</Command>`,
    `      <Arguments>${escapeXml(commandLine(serviceArguments(service)))}</Arguments>`,
    `      <WorkingDirectory>${escapeXml(stateFolder)}</WorkingDirectory>`,
    "    </Exec>",
    "  </Actions>",
    "</Task>",
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** As schtasks.exe reads it: UTF-16 with its mark. */
export function taskFile(service: Service): Uint8Array {
  return Buffer.from(`\uFEFF${taskXml(service)}`, "utf16le");
}
