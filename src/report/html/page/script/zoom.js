import { all, make } from "./data.js";

const MOST = 64;

/**
 * Adds buttons that stretch a timeline: its places are percentages, so its texts keep their size.
 * @param {ParentNode} part
 */
export function startZoom(part) {
  for (const pan of all(".pan", part)) {
    const chart = pan.querySelector("svg");
    const caption = pan.closest("figure")?.querySelector("figcaption");
    if (chart && caption) addZoom(pan, chart, caption);
  }
}

/**
 * @param {HTMLElement} pan
 * @param {SVGSVGElement} chart
 * @param {Element} caption
 */
function addZoom(pan, chart, caption) {
  let factor = 1;
  const tools = make("span");
  tools.className = "zoom";
  const told = make("span");
  /** @param {number} by */
  const zoom = (by) => {
    const next = Math.max(1, Math.min(MOST, factor * by));
    const middle = (pan.scrollLeft + pan.clientWidth / 2) / (pan.clientWidth * factor);
    factor = next;
    chart.setAttribute("width", `${factor * 100}%`);
    pan.scrollLeft = middle * pan.clientWidth * factor - pan.clientWidth / 2;
    told.textContent = factor === 1 ? "" : `${factor}×`;
    stick();
  };
  // Names of lanes stay at the left edge while the lanes move.
  const stick = () => {
    for (const label of all(".label", chart)) label.setAttribute("transform", `translate(${pan.scrollLeft})`);
  };
  tools.append(
    told,
    button("−", "Zoom out", () => zoom(0.5)),
    button("+", "Zoom in", () => zoom(2)),
  );
  caption.append(tools);
  pan.addEventListener("scroll", stick, { passive: true });
  pan.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 2 : 0.5);
  });
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
function button(text, label, act) {
  const element = make("button", text);
  element.setAttribute("type", "button");
  element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}
