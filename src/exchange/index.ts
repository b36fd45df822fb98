export { askTopology, type TopologyAnswer } from "./ask-topology.ts";
export { TOPOLOGY_SCRIPT } from "./topology-script.ts";
