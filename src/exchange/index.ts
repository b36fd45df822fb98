export { askTopology, type TopologyAnswer, type TopologyQuestion } from "./ask-topology.ts";
export { discover } from "./discover.ts";
export { MACHINE_SCRIPT } from "./machine-script.ts";
export { TOPOLOGY_SCRIPT } from "./topology-script.ts";
