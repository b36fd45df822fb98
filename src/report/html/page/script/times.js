import { all, make } from "./data.js";

const FIELDS = /** @type {Intl.DateTimeFormatOptions} */ ({
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isUtc = zone === "UTC" || zone === "Etc/UTC";
const full = new Intl.DateTimeFormat(undefined, FIELDS);
const precise = new Intl.DateTimeFormat(undefined, { ...FIELDS, fractionalSecondDigits: 3 });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** What holds a time in UTC: `2026-03-01 22:00:04.250`. */
const TIMES = "time, .events td:first-child:not(.run td)";

/** Says of which zone the times are, and tells those of folded parts when they are opened. */
export function startTimes() {
  if (isUtc) return;
  const note = document.getElementById("zone");
  if (note) note.textContent = `Times are of ${zone}, with UTC beside.`;
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLDetailsElement && event.target.open)
        localise(all(TIMES, event.target).filter(isSeen));
    },
    true,
  );
}

/**
 * Tells the times of a part in the reader's zone, with UTC beside.
 * @param {ParentNode} part
 */
export function localTimes(part) {
  if (isUtc) return;
  for (const mark of all(".z", part)) mark.hidden = true;
  for (const text of all("[data-t]", part)) {
    const format = (text.textContent ?? "").length > 5 ? seconds : clock;
    text.textContent = format.format(new Date(text.dataset.t ?? ""));
  }
  localise(all(TIMES, part).filter(isSeen));
}

/**
 * A summary is seen also while its part is folded.
 * @param {HTMLElement} time
 */
function isSeen(time) {
  const folded = time.closest("details:not([open])");
  return (
    !folded ||
    (time.closest("summary")?.parentElement === folded &&
      !folded.parentElement?.closest("details:not([open])"))
  );
}

/** @param {HTMLElement[]} times */
function localise(times) {
  for (const time of times) {
    const utc = time.textContent ?? "";
    const date = new Date(`${utc.replace(" ", "T")}Z`);
    if (time.dataset.utc || Number.isNaN(date.getTime())) continue;
    time.dataset.utc = utc;
    const local = (utc.includes(".") ? precise : full).format(date);
    // The date of UTC only where it is another day.
    const beside = make("small", `${date.getDate() === date.getUTCDate() ? utc.slice(11) : utc} UTC`);
    if (time.tagName === "TIME") {
      time.textContent = local;
      time.after(" ", beside);
    } else time.replaceChildren(local, " ", beside);
  }
}
