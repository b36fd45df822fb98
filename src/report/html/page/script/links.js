import { all } from "./data.js";
import { fill } from "./fill.js";

/** Opens what a link points into: a folded part hides its target. */
export function startLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (link) reveal(link.getAttribute("href") ?? "");
  });
  window.addEventListener("hashchange", arrive);
  arrive();
  for (const tools of all(".tools")) tools.hidden = false;
  for (const button of all("[data-unfold]"))
    button.addEventListener("click", () => {
      for (const job of all("details.job")) job.toggleAttribute("open", button.dataset.unfold === "true");
    });
  // On paper nothing can be unfolded.
  window.addEventListener("beforeprint", () => {
    for (const job of all("details.job")) fill(job);
    for (const part of all("details:not([open])")) {
      part.setAttribute("open", "");
      part.dataset.folded = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const part of all("details[data-folded]")) {
      part.removeAttribute("open");
      delete part.dataset.folded;
    }
  });
}

/** Goes to where the address leads once more, since it may only now be there, or to be seen. */
function arrive() {
  if (!location.hash) return;
  reveal(location.hash);
  location.replace(location.hash);
}

/** @param {string} hash */
function reveal(hash) {
  // `#e12-3` and `#t12-3` are an event of job 12 and its tick.
  const number = /^#[et](\d+)-/.exec(hash)?.[1];
  if (number) fill(document.getElementById(`j${number}`));
  const target = document.getElementById(hash.slice(1));
  if (!target) return;
  for (let part = target.closest("details"); part; part = part.parentElement?.closest("details") ?? null)
    part.open = true;
}
