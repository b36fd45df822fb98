import { runBackup } from "../../../src/backup/run/run-backup.ts";
import { fakeServer, OTHERS } from "./fake-server.ts";

// A process of its own that makes a run on a fake server, up to a line of Diskshadow's script where it waits to be killed.
// The shadow copies that were made by then are written down, for the one who kills it.
const [folder = "", line = ""] = process.argv.slice(2);

const { plan, ports, server } = fakeServer(folder, {
  meet: async (text) => {
    if (!text.startsWith(line)) return;
    process.stdout.write(`${JSON.stringify({ shadows: server.shadows, exposed: [...server.exposed] })}\n`);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  },
});
// Somebody else's, which was there before.
server.shadows.push(OTHERS);
await runBackup(plan, ports);
