import { startFilling } from "./fill.js";
import { startLinks } from "./links.js";
import { prepareTicks, startTicks } from "./ticks.js";
import { localTimes, startTimes } from "./times.js";
import { startZoom } from "./zoom.js";

/** @param {ParentNode} part */
function prepare(part) {
  prepareTicks(part);
  startZoom(part);
  localTimes(part);
}

startFilling(prepare);
startTimes();
startTicks();
prepare(document);
startLinks();
