export { askTopology, type TopologyAnswer, type TopologyQuestion } from "./ask-topology.ts";
export { TOPOLOGY_SCRIPT } from "./topology-script.ts";
