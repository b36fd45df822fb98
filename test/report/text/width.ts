/** Columns counted by scripts, not by the ranges of the code under test; colours are left out. */
export function columns(text: string): number {
  const bare = text.replace(/\u001b\[\d+m/gu, "");
  const wide =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60ー]/u;
  // Halfwidth forms, and the vowels and finals of Hangul that join the letter before them.
  const narrow = /[\uff61-\uffdc\u1160-\u11ff\ud7b0-\ud7ff]/u;
  return [...bare].reduce(
    (sum, c) => sum + (/\p{M}/u.test(c) ? 0 : wide.test(c) && !narrow.test(c) ? 2 : 1),
    0,
  );
}
