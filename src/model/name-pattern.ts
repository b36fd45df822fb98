/**
 * Whether a name fits a pattern: `*` stands for any characters, `?` for one; compared without case. Takes time in
 * proportion to both lengths, whatever the pattern.
 */
export function fitsPattern(pattern: string, name: string): boolean {
  const [wanted, given] = [[...pattern.toLowerCase()], [...name.toLowerCase()]];
  let [at, star, resume] = [0, -1, 0];
  let i = 0;
  while (i < given.length) {
    if (wanted[at] === "*") {
      star = at++;
      resume = i;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      // The last star takes one character more; earlier ones need not be tried again.
      at = star + 1;
      i = resume += 1;
    } else return false;
  }
  return wanted.slice(at).every((part) => part === "*");
}

/** Whether a text is a pattern, and no plain name. */
export function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}
