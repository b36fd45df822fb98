import { all } from "./data.js";

/** @typedef {(part: ParentNode) => void} Prepare */

/** Told where a part came into the page. @type {Prepare} */
let prepareFilled = () => {};

/**
 * Folded jobs of a large page lie in `<noscript>`: with scripts the browser has kept them as plain text, which
 * costs next to nothing. They become parts of the page when they are unfolded or led to, and all of them while
 * nothing else is to do, so that the browser's search finds what is in them.
 * @param {Prepare} prepare
 */
export function startFilling(prepare) {
  prepareFilled = prepare;
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLDetailsElement && event.target.open) fill(event.target);
    },
    true,
  );
  const waiting = all("details.job:not([open])").filter((job) => job.querySelector(":scope > noscript"));
  if (waiting.length > 0) window.addEventListener("load", () => fillSome(waiting));
}

/**
 * Puts the parts of a folded job into the page.
 * @param {Element | null} job
 */
export function fill(job) {
  const kept = job?.querySelector(":scope > noscript");
  if (!job || !kept) return;
  // What the page itself would show without scripts: the same markup, made by us, under the same policy.
  kept.outerHTML = kept.textContent ?? "";
  prepareFilled(job);
}

/** Where there is no telling whether the browser is idle, a job in each of so many milliseconds. */
const PAUSE = 60;

/** @param {HTMLElement[]} waiting */
function fillSome(waiting) {
  /** @param {IdleDeadline} [deadline] */
  const some = (deadline) => {
    do fill(waiting.shift() ?? null);
    while (waiting.length > 0 && (deadline?.timeRemaining() ?? 0) > 10);
    if (waiting.length > 0) soon();
  };
  const soon = () => {
    if ("requestIdleCallback" in window) requestIdleCallback(some);
    else setTimeout(some, PAUSE);
  };
  soon();
}
