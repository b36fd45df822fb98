import { backgroundOf } from "./events/background.ts";
import type { Server } from "./events/draft.ts";
import { plain } from "./events/drafts.ts";
import type { Script } from "./queue.ts";
import type { Lab } from "./world.ts";

const SERVICES = [
  "Windows Update",
  "Windows Modules Installer",
  "Software Protection",
  "WMI Performance Adapter",
];

/** What else a server writes all day: it has no bearing on a backup, and shows that the logs go on. */
export function* noise({ logs, queue, random }: Lab, server: Server): Script {
  const own = random.fork(`noise of ${server.name}`);
  const next = backgroundOf(server);
  for (;;) {
    logs.write(server, queue.now(), next());
    yield own.between(120, 600);
    const state = own.pick(["running", "stopped"]);
    logs.write(
      server,
      queue.now(),
      plain("System", "Service Control Manager", 7036, 4, [own.pick(SERVICES), state], { qualifiers: 16384 }),
    );
    yield own.between(120, 600);
  }
}
