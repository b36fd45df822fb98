import { all, make } from "./data.js";

/** @typedef {import("./data.js").JobData} JobData */
/** @typedef {import("./data.js").FindingData} FindingData */

const WORDS = /** @type {Record<string, string>} */ ({
  failure: "failed",
  warning: "with warnings",
  unproven: "not proven",
  good: "good",
});

/**
 * Fills the filters with what there is, and shows what they let through.
 * @param {JobData[]} jobs
 * @param {FindingData[]} findings
 */
export function startFilters(jobs, findings) {
  const form = document.getElementById("filters");
  if (!(form instanceof HTMLFormElement)) return;
  const subjects = findings.flatMap((group) => group.occurrences);
  fillChoices(
    form,
    "tone",
    jobs.map((job) => job.tone),
    WORDS,
  );
  fillChoices(form, "server", [
    ...jobs.flatMap((job) => job.servers),
    ...subjects.flatMap((one) => one.server ?? []),
  ]);
  fillChoices(
    form,
    "database",
    jobs.flatMap((job) => job.databases),
  );
  fillChoices(
    form,
    "code",
    findings.map((group) => group.code),
  );
  form.hidden = false;
  const apply = () => show(form, jobs, findings);
  form.addEventListener("input", apply);
  // The fields are empty only after the event.
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string[]} values
 * @param {Record<string, string>} [words]
 */
function fillChoices(form, name, values, words = {}) {
  const select = form.elements.namedItem(name);
  for (const value of [...new Set(values)].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))) {
    const option = /** @type {HTMLOptionElement} */ (make("option", words[value] ?? value));
    option.value = value;
    if (select instanceof HTMLSelectElement) select.append(option);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {JobData[]} jobs
 * @param {FindingData[]} findings
 */
function show(form, jobs, findings) {
  const chosen = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  const shown = new Set(jobs.filter((job) => passes(job, chosen)).map((job) => job.number));
  for (const element of all("[data-j]")) {
    const off = !(element.dataset.j ?? "").split(" ").some((number) => shown.has(Number(number)));
    if (element.tagName === "TR") element.hidden = off;
    else element.classList.toggle("off", off);
  }
  for (const job of jobs) hide(`j${job.number}`, !shown.has(job.number));
  for (const row of all("[data-db]"))
    row.hidden = Boolean(chosen.database) && !same(row.dataset.db ?? "", chosen.database);
  for (const [index, group] of findings.entries()) showGroup(index, group, chosen, shown);
  const count = form.elements.namedItem("count");
  if (count instanceof HTMLOutputElement)
    count.value = shown.size === jobs.length ? `${jobs.length} jobs` : `${shown.size} of ${jobs.length} jobs`;
}

/**
 * @param {JobData} job
 * @param {Record<string, string>} chosen
 */
function passes(job, chosen) {
  const { tone, server, database, code, from, to } = chosen;
  return (
    (!tone || job.tone === tone) &&
    (!server || job.servers.some((name) => same(name, server))) &&
    (!database || job.databases.some((name) => same(name, database))) &&
    (!code || job.codes.includes(code)) &&
    (!from || job.end === null || new Date(job.end) >= new Date(`${from}T00:00`)) &&
    (!to || job.start === null || new Date(job.start) <= new Date(`${to}T23:59:59.999`))
  );
}

/**
 * An occurrence stays with its job; one without a job where server and database fit.
 * @param {number} index
 * @param {FindingData} group
 * @param {Record<string, string>} chosen
 * @param {Set<number>} shown
 */
function showGroup(index, group, chosen, shown) {
  const wanted = !chosen.code || group.code === chosen.code;
  const visible = group.occurrences.map(
    ({ job, server, database }) =>
      wanted &&
      (job === null ? !chosen.tone || group.tone === chosen.tone : shown.has(job)) &&
      (!chosen.server || server === null || same(server, chosen.server)) &&
      (!chosen.database || database === null || same(database, chosen.database)),
  );
  const article = document.querySelector(`[data-f="${index}"]`);
  if (article instanceof HTMLElement) article.hidden = !visible.includes(true);
  if (visible.length > 1) for (const [at, on] of visible.entries()) hide(`f${index}-${at}`, !on);
}

/**
 * @param {string} id
 * @param {boolean} off
 */
function hide(id, off) {
  const element = document.getElementById(id);
  if (element) element.hidden = off;
}

/**
 * @param {string} a
 * @param {string | undefined} b
 */
function same(a, b) {
  return a.toLowerCase() === b?.toLowerCase();
}
