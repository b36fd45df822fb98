export const LAB_HELP = `
The folder of a run holds, for each server, its event logs (.evtx) and databases, what requesters backed up, a topology
and simulated.md, which tells the story and what must be concluded from it. docs/lab.md tells what a simulation cannot
prove. With --speed real or a number, the logs grow as they would on a server, from now on.

Examples:
  $ thawline lab list
  $ thawline lab run frozen-too-long --out /tmp/lab
  $ thawline analyze /tmp/lab --topology /tmp/lab/topology.json
  $ thawline verify /tmp/lab/backup
  $ thawline lab run good --out /tmp/live --speed 60`;
