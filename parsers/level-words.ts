/** Level names as Event Viewer shows them, lower case, in the languages that Exchange admins meet. */
const WORDS: readonly (readonly [level: number, words: string])[] = [
  [
    1,
    "critical|kritisch|critique|crítico|critico|kritiek|kritisk|krytyczny|критический|критическая ошибка|重大|严重|嚴重|위험",
  ],
  [
    2,
    "error|err|fehler|erreur|errore|erro|fout|fel|fejl|feil|virhe|błąd|chyba|hiba|hata|ошибка|エラー|错误|錯誤|오류",
  ],
  [
    3,
    "warning|warn|warnung|avertissement|advertencia|avviso|aviso|waarschuwing|varning|advarsel|varoitus|ostrzeżenie|upozornění|figyelmeztetés|uyarı|предупреждение|警告|경고",
  ],
  [
    4,
    "information|informational|info|informationen|informations|información|informazioni|informações|informação|informatie|informatief|informasjon|tiedot|informacje|informace|információ|bilgi|сведения|情報|信息|資訊|정보",
  ],
  [
    5,
    "verbose|ausführlich|détaillé|commentaires|detallado|dettagliato|detalhado|uitgebreid|подробно|詳細|详细",
  ],
  [
    0,
    "log always|logalways|successaudit|failureaudit|success audit|failure audit|audit success|audit failure",
  ],
];

const LEVELS = new Map(
  WORDS.flatMap(([level, words]) => words.split("|").map((word) => [word, level] as const)),
);

/** The number of a level that is told only in words, null when the word is not known. */
export function levelOfWord(word: string): number | null {
  return LEVELS.get(word.trim().toLowerCase()) ?? null;
}

/** Kinds of the old event log (winnt.h, EVENTLOG_*_TYPE) as levels; audits are "log always". */
const KIND_LEVELS: Readonly<Record<number, number>> = { 1: 2, 2: 3, 4: 4, 8: 0, 16: 0 };

/** The level of an EntryType number, null when there is no such type. */
export function levelOfKind(kind: number): number | null {
  return KIND_LEVELS[kind] ?? null;
}
