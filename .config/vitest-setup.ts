import fc from "fast-check";

/** The same inputs in each run, so that `npm test` fails for a change and not by chance; the full proof looks for new ones. */
if (process.env.THAWLINE_PROOF !== "full") fc.configureGlobal({ seed: 20240310 });
