/**
 * Words that cultures write into dates. Compared in lower case, without dots: `a. m.` is `am`, `Sept.` is `sept`.
 */

const MORNING = ["am", "vorm", "πμ", "午前", "上午", "오전", "ص", "fm", "sa", "öö", "dop", "ap", "пп", "пр"];
const AFTERNOON = [
  "pm",
  "nachm",
  "μμ",
  "午後",
  "下午",
  "오후",
  "م",
  "em",
  "ch",
  "ös",
  "odp",
  "ip",
  "дп",
  "вечера",
];

/** By month, January first: English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish, Danish, Czech, Russian. */
const MONTHS: readonly (readonly string[])[] = [
  "jan january januar jänner jän janv janvier ene enero gen gennaio januari jan janeiro sty stycznia styczeń ledna янв января",
  "feb february februar feber févr février fevr fevrier febrero febbraio februari fev fevereiro lut lutego luty února фев февраля",
  "mar march mär märz mrz mars marzo mrt maart março marco marca marzec marts března мар марта",
  "apr april avr avril abr abril aprile kwi kwietnia kwiecień dubna апр апреля",
  "may mai mayo mag maggio mei maio maj maja května мая май",
  "jun june juni juin junio giu giugno junho cze czerwca czerwiec června июн июня",
  "jul july juli juil juillet julio lug luglio julho lip lipca lipiec července июл июля",
  "aug august aoû août aout ago agosto augustus sie sierpnia sierpień augusti srpna авг августа",
  "sep sept september septembre septiembre set sett settembre setembro wrz września wrzesień září сен сентября",
  "oct october okt oktober octobre octubre ott ottobre out outubro paź października październik října окт октября",
  "nov november novembre noviembre novembro lis listopada listopad ноя ноября",
  "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro gru grudnia grudzień prosince дек декабря",
].map((names) => names.split(" "));

/** Offsets in minutes of the abbreviations that mail dates know (RFC 5322, 4.3), and central Europe's. */
const OFFSETS: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
};

const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const HALF_OF = new Map<string, "am" | "pm">([
  ...MORNING.map((word) => [word, "am"] as const),
  ...AFTERNOON.map((word) => [word, "pm"] as const),
]);

/** The month 1 to 12 that a lower-case word names, or undefined. */
export function monthOf(word: string): number | undefined {
  return MONTH_OF.get(word);
}

/** Which half of the day a lower-case word without dots names, or undefined. */
export function halfOf(word: string): "am" | "pm" | undefined {
  return HALF_OF.get(word);
}

/** The offset from UTC in minutes that a lower-case abbreviation stands for, or undefined. */
export function offsetOf(word: string): number | undefined {
  return Object.hasOwn(OFFSETS, word) ? OFFSETS[word] : undefined;
}
