/**
 * What `pageData` wrote into the page.
 * @typedef {{ number: number, rank: number, tone: string, type: string, start: string | null, end: string | null,
 *   servers: string[], databases: string[], seconds: number | null, freeze: number | null, codes: string[] }} JobData
 * @typedef {{ job: number | null, server: string | null, database: string | null }} Occurrence
 * @typedef {{ code: string, tone: string, occurrences: Occurrence[] }} FindingData
 */

/** @returns {{ jobs: JobData[], findings: FindingData[] }} */
export function readData() {
  return JSON.parse(document.getElementById("data")?.textContent ?? "{}");
}

/**
 * All elements of one selector.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
export function all(selector, root = document) {
  return [...root.querySelectorAll(selector)].map((element) => /** @type {HTMLElement} */ (element));
}

/**
 * A new element with text.
 * @param {string} name
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function make(name, text = "") {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
