import { repl } from "../events/drafts.ts";
import type { Script } from "../queue.ts";
import type { Lab, LabServer } from "../world.ts";

/** The replication service stops and starts: its writer forgets every running backup, and no event says so. */
export function* restartWriter({ logs, queue }: Lab, { server, writer }: LabServer): Script {
  logs.write(server, queue.now(), repl(2019));
  writer.forget();
  yield 35;
  logs.write(server, queue.now(), repl(2018));
}
