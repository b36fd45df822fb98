import type { Sink } from "../../model/alert.ts";
import type { SinkSettings } from "../../model/watch-settings.ts";
import { alertmanagerSink } from "./alertmanager.ts";
import { commandSink } from "./command.ts";
import { emailSink } from "./email.ts";
import { eventlogSink } from "./eventlog.ts";
import { pingSink } from "./ping.ts";
import type { SinkPorts } from "./ports.ts";
import { slackSink } from "./slack.ts";
import { teamsSink } from "./teams.ts";
import { webhookSink } from "./webhook.ts";

/** All kinds of sinks; a new one is one line here. */
const SINKS: { readonly [Kind in SinkSettings["kind"]]: Create<Kind> } = {
  email: emailSink,
  teams: teamsSink,
  slack: slackSink,
  webhook: webhookSink,
  alertmanager: alertmanagerSink,
  ping: pingSink,
  eventlog: eventlogSink,
  command: commandSink,
};

type Create<Kind extends SinkSettings["kind"]> = (
  settings: Extract<SinkSettings, { readonly kind: Kind }>,
  ports: SinkPorts,
) => Sink;

/** The sink that settings describe. Nothing is read or opened before it is used. */
export function createSink(settings: SinkSettings, ports: SinkPorts): Sink {
  const create = SINKS[settings.kind] as Create<SinkSettings["kind"]>;
  return create(settings, ports);
}
