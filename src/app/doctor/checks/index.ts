import type { Check } from "../check.ts";
import { configuration } from "./configuration.ts";
import { eventLogs } from "./event-logs.ts";
import { exchange } from "./exchange.ts";
import { exchangeWriter } from "./exchange-writer.ts";
import { liveReader } from "./live-reader.ts";
import { node } from "./node.ts";
import { powershell } from "./powershell.ts";
import { providers } from "./providers.ts";
import { rights } from "./rights.ts";
import { service } from "./service.ts";
import { shadowStorage } from "./shadow-storage.ts";
import { sinks } from "./sinks.ts";
import { store } from "./store.ts";
import { tools } from "./tools.ts";
import { watcher } from "./watcher.ts";

/** Everything that is looked at, in this order; the one place to add a check. */
export const CHECKS: readonly Check[] = [
  node,
  configuration,
  store,
  watcher,
  service,
  sinks,
  powershell,
  rights,
  eventLogs,
  providers,
  liveReader,
  exchange,
  exchangeWriter,
  shadowStorage,
  tools,
];
