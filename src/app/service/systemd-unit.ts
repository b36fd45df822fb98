import { type Service, serviceArguments } from "./service.ts";

/**
 * The same for Linux, where forwarded or exported logs are watched: a unit to put into /etc/systemd/system. What the
 * service may write to is its state folder alone. Exit code 64 is of a command line or configuration that is wrong: trying
 * again changes nothing.
 */
export function systemdUnit(service: Service): string {
  const { node, stateFolder } = service;
  const command = [node, ...serviceArguments(service)].map(quoteForUnit).join(" ");
  return `# /etc/systemd/system/thawline.service
# useradd --system --home-dir ${stateFolder} thawline; systemctl daemon-reload; systemctl enable --now thawline
[Unit]
Description=Thawline: watches the VSS backups of Exchange
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=${command}
User=thawline
Restart=on-failure
RestartSec=10
RestartPreventExitStatus=64
Nice=5
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=${quoteForUnit(stateFolder)}

[Install]
WantedBy=multi-user.target
`;
}

/** systemd.syntax(7): quotes and backslashes are escaped; `%` and `$` begin something else unless doubled. */
function quoteForUnit(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("%", "%%")
    .replaceAll("$", "$$$$");
  return /[\s'"\\;]/.test(text) ? `"${escaped}"` : escaped;
}
