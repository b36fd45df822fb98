import { all, make } from "./data.js";

const MOST_NEIGHBOURS = 8;

/** The card that tells a tick's record; one for the whole page. */
const tip = make("div");

/** Shows the record of a tick on hover, focus and tap; arrow keys go from tick to tick. */
export function startTicks() {
  tip.id = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "tooltip");
  (document.querySelector("main") ?? document.body).append(tip);
  document.addEventListener("pointerover", (event) => {
    const tick = tickOf(event.target);
    if (tick) showTip(tick);
    else if (event.pointerType === "mouse" && !within(event.target, tip)) tip.hidden = true;
  });
  document.addEventListener("focusin", (event) => {
    const tick = tickOf(event.target);
    if (tick) showTip(tick);
    else if (!within(event.target, tip)) tip.hidden = true;
  });
  document.addEventListener("click", tapped);
  document.addEventListener("keydown", pressed);
}

/**
 * Makes each chart one stop for the Tab key.
 * @param {ParentNode} part
 */
export function prepareTicks(part) {
  for (const chart of all(".timeline,.magnified", part)) rove(chart);
}

/** @param {EventTarget | null} target */
function tickOf(target) {
  return target instanceof Element ? target.closest("a.tick") : null;
}

/**
 * @param {EventTarget | null} target
 * @param {Element} element
 */
function within(target, element) {
  return target instanceof Node && element.contains(target);
}

/**
 * One stop for the Tab key a chart; the arrows do the rest.
 * @param {Element} chart
 */
function rove(chart) {
  for (const [index, tick] of all("a.tick", chart).entries())
    if (index > 0) tick.setAttribute("tabindex", "-1");
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.key === "Escape") tip.hidden = true;
  const tick = tickOf(event.target);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tick || !step) return;
  const ticks = inOrder(tick);
  const next = ticks[ticks.indexOf(/** @type {HTMLElement} */ (tick)) + step];
  if (!next) return;
  event.preventDefault();
  tick.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

/**
 * The ticks of a chart by time; on the page the bad ones come last, to lie on top.
 * @param {Element} tick
 */
function inOrder(tick) {
  /** @param {Element} one */
  const number = (one) => Number(one.getAttribute("href")?.split("-")[1]);
  return all("a.tick", tick.closest("svg") ?? document).sort((a, b) => number(a) - number(b));
}

/**
 * A finger sees the card first; its link leads on. A mouse has seen it already.
 * @param {MouseEvent} event
 */
function tapped(event) {
  const tick = tickOf(event.target);
  const touch = event instanceof PointerEvent && event.pointerType === "touch";
  if (tick && touch) {
    event.preventDefault();
    showTip(tick);
  } else if (!within(event.target, tip)) tip.hidden = true;
}

/** @param {Element} tick */
function showTip(tick) {
  const row = rowOf(tick);
  if (!row) return;
  const main = headOf(row);
  // The browser's own hint would lie over the card.
  const title = tick.querySelector("title");
  if (title) {
    tick.setAttribute("aria-label", title.textContent ?? "");
    title.remove();
  }
  const [time, , record, event, text] = [...main.cells].map(textOf);
  const like = main === row ? null : row;
  const told = like ? `${textOf(main.cells[2]).split(" ")[0]} ${textOf(like.cells[1])}` : record;
  const clock = `${(tick.getAttribute("aria-label") ?? "").split(" ")[0]} UTC`;
  const head = make("p");
  head.append(make("b", event), `, record ${told}`);
  const foot = make("p");
  foot.append(linkTo(row, "in the table"));
  const finding = (like ?? main.cells[3])?.querySelector("[href^='#v']");
  if (finding) foot.append(" · ", labelled(/** @type {HTMLElement} */ (finding)));
  tip.replaceChildren(
    head,
    make("p", `${like ? clock : time} (${textOf((like ?? main).cells[like ? 0 : 1])})`),
    ...(like ? [make("p", `As record ${record}, but for what follows:`)] : []),
    make("p", text),
    ...strings(main),
    ...others(main, like, Number(tick.getAttribute("data-n"))),
    foot,
    ...neighbours(tick),
  );
  tip.hidden = false;
  place(tick.getBoundingClientRect());
}

/** @param {Element} tick */
function rowOf(tick) {
  const row = document.getElementById((tick.getAttribute("href") ?? "").slice(1));
  return row instanceof HTMLTableRowElement ? row : null;
}

/**
 * The row of the table of events that a row stands in: its own one, or that of the first event of its run.
 * @param {HTMLTableRowElement} row
 */
function headOf(row) {
  return /** @type {HTMLTableRowElement} */ (row.closest(".run")?.closest("tr") ?? row);
}

/**
 * The other events of a run that a tick stands for, as they are in the table, each with a link there.
 * @param {HTMLTableRowElement} main
 * @param {HTMLTableRowElement | null} like where the tick's own event is not the first of its run
 * @param {number} count
 */
function others(main, like, count) {
  const table = main.querySelector(".run");
  if (!(table instanceof HTMLTableElement) || (!like && count === 0)) return [];
  const [heads, ...rows] = [...table.rows];
  const from = like ? rows.indexOf(like) : 0;
  const list = make("table");
  list.className = "run";
  for (const row of [heads, ...rows.slice(from, from + count + (like ? 1 : 0))]) {
    const copy = /** @type {HTMLTableRowElement} */ (row?.cloneNode(true));
    copy.removeAttribute("id");
    if (row !== heads && row) copy.cells[0]?.replaceChildren(linkTo(row, textOf(row.cells[0])));
    else copy.cells[0]?.replaceChildren(count > 0 ? `and ${count} more` : "");
    list.append(copy);
  }
  return [list];
}

/**
 * @param {HTMLElement} row
 * @param {string} text
 */
function linkTo(row, text) {
  const link = make("a", text);
  link.setAttribute("href", `#${row.id}`);
  return link;
}

/**
 * The insertion strings of an event: cut out of its text where `data-s` says where they stand, else as listed.
 * @param {HTMLTableRowElement} row
 */
function strings(row) {
  const listed = row.cells[4]?.querySelector(":scope > .strings");
  if (listed) return [listed.cloneNode(true)];
  const spans = row.dataset.s;
  if (!spans) return [];
  const text = row.cells[4]?.firstChild?.textContent ?? "";
  const list = make("ol");
  list.className = "strings";
  for (const span of spans.split(" ")) {
    const [at, length] = span.split("+").map(Number);
    list.append(make("li", span === "-" ? "" : text.slice(at, (at ?? 0) + (length ?? 0))));
  }
  return [list];
}

/**
 * Events so near that their ticks cover one another.
 * @param {Element} tick
 */
function neighbours(tick) {
  const { left, top } = tick.getBoundingClientRect();
  const near = inOrder(tick).filter((one) => {
    const at = one.getBoundingClientRect();
    return one !== tick && Math.abs(at.left - left) < 5 && Math.abs(at.top - top) < 5;
  });
  if (near.length === 0) return [];
  const list = make("p", "Also here:");
  for (const one of near.slice(0, MOST_NEIGHBOURS)) {
    const row = rowOf(one);
    if (row) list.append(" ", linkTo(row, textOf(headOf(row).cells[3])));
  }
  if (near.length > MOST_NEIGHBOURS) list.append(` and ${near.length - MOST_NEIGHBOURS} more`);
  return [list];
}

/** @param {HTMLTableCellElement | undefined} cell */
function textOf(cell) {
  if (!cell) return "";
  const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
  for (const part of all(".ear,.mark,[href^='#v'],.strings,.run", copy)) part.remove();
  return (copy.textContent ?? "").trim();
}

/** @param {HTMLElement} finding */
function labelled(finding) {
  const link = make("a", `finding, evidence ${finding.textContent}`);
  link.setAttribute("href", finding.getAttribute("href") ?? "");
  return link;
}

/**
 * Below the tick, else above it, else beside it; never beyond an edge of the window where there is room.
 * @param {DOMRect} at
 */
function place(at) {
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const below = at.bottom + 4;
  const above = at.top - height - 4;
  const high = window.innerHeight - height - 4;
  const beside = below > high && above < 0;
  const wanted = !beside ? at.left - 12 : at.right + width + 8 < room ? at.right + 8 : at.left - width - 8;
  const left = Math.max(4, Math.min(wanted, room - width - 4));
  const top = below <= high ? below : beside ? Math.max(4, high) : above;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${top + window.scrollY}px`;
}
