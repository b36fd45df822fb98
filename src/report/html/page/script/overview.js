import { readData } from "./data.js";
import { startFilters } from "./filters.js";
import { startSorting } from "./sort.js";

const { jobs, findings } = readData();
startFilters(jobs, findings);
startSorting(jobs);
