import { readData } from "./data.js";
import { startFilters } from "./filters.js";
import { startLinks } from "./links.js";
import { startSorting } from "./sort.js";
import { startTicks } from "./ticks.js";
import { localTimes } from "./times.js";
import { startZoom } from "./zoom.js";

const { jobs, findings } = readData();
startFilters(jobs, findings);
startSorting(jobs);
startLinks();
startTicks();
startZoom();
localTimes();
