import { all, make } from "./data.js";

/** @typedef {import("./data.js").JobData} JobData */

/**
 * Makes the heads of the table of jobs buttons that sort it.
 * @param {JobData[]} jobs
 */
export function startSorting(jobs) {
  const byNumber = new Map(jobs.map((job) => [String(job.number), job]));
  for (const head of all("table.all th[data-sort]")) {
    const button = make("button");
    button.setAttribute("type", "button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(head, byNumber));
  }
}

/**
 * @param {HTMLElement} head
 * @param {Map<string, JobData>} byNumber
 */
function sortBy(head, byNumber) {
  const table = head.closest("table");
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...body.rows].map((row) => ({
    row,
    key: keyOf(byNumber.get(row.dataset.j ?? ""), head.dataset.sort ?? ""),
  }));
  rows.sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1));
  body.append(...rows.map(({ row }) => row));
}

/**
 * @param {JobData | undefined} job
 * @param {string} field
 * @returns {string | number}
 */
function keyOf(job, field) {
  if (!job) return "";
  if (field === "server") return job.servers.join(" ");
  if (field === "database") return job.databases.join(" ");
  const value = /** @type {Record<string, unknown>} */ (job)[field];
  return typeof value === "number" ? value : String(value ?? "");
}

/**
 * @param {string | number} a
 * @param {string | number} b
 */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
