import { all } from "./data.js";

/** Opens what a link points into: a folded part hides its target. */
export function startLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (link) reveal(link.getAttribute("href") ?? "");
  });
  window.addEventListener("hashchange", () => reveal(location.hash));
  if (location.hash) {
    reveal(location.hash);
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  for (const tools of all(".tools")) tools.hidden = false;
  for (const button of all("[data-unfold]"))
    button.addEventListener("click", () => {
      for (const job of all("details.job")) job.toggleAttribute("open", button.dataset.unfold === "true");
    });
  // On paper nothing can be unfolded.
  window.addEventListener("beforeprint", () => {
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

/** @param {string} hash */
function reveal(hash) {
  const target = document.getElementById(hash.slice(1));
  if (!target) return;
  for (let part = target.closest("details"); part; part = part.parentElement?.closest("details") ?? null)
    part.open = true;
}
