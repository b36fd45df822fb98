/** What a column can hold. */
export type Role =
  | "level"
  | "levelName"
  | "entryType"
  | "time"
  | "date"
  | "clock"
  | "provider"
  | "id"
  | "instanceId"
  | "task"
  | "taskName"
  | "message"
  | "server"
  | "channel"
  | "recordId"
  | "strings"
  | "qualifiers"
  | "keywords"
  | "processId"
  | "threadId"
  | "binary";

/**
 * Column names without blanks and marks, in lower case: those of Get-WinEvent, Get-EventLog and Log Parser, and
 * those that Event Viewer shows in the languages of Windows Server.
 */
const NAMES: Readonly<Record<Role, string>> = {
  level:
    "level ebene niveau nivel nível livello poziom nivå úroveň szint düzey уровень レベル 级别 級別 层次 등급 수준 severity",
  levelName: "leveldisplayname eventtypename",
  entryType: "entrytype eventtype type",
  time: "dateandtime datetime timecreated timegenerated timewritten timestamp datumunduhrzeit dateetheure fechayhora dataeora datentijd datumentijd dataehora datahora dataigodzina datumochtid datumačas dátumésidőpont датаивремя 日付と時刻 日期和时间 日期與時間 日期及時間 날짜및시간 timecreatedutc",
  date: "date datum fecha data 日付 日期 날짜 дата",
  clock: "time uhrzeit heure hora ora tijd godzina 時刻 時間 时间 시간 время",
  provider:
    "source providername provider sourcename eventsource quelle origen origine origem fonte bron źródło källa zdroj forrás kaynak источник ソース 来源 來源 원본",
  id: "eventid id eventcode ereignisid iddelévénement iddelévènement iddévénement iddelevenement idévénement iddelevento iddeevento idevento gebeurtenisid gebeurtenisidentificatie identyfikatorzdarzenia idzdarzenia händelseid idudálosti eseményazonosító olaykimliği кодсобытия イベントid 事件id 事件識別碼 事件标识符 이벤트id",
  instanceId: "instanceid",
  task: "task categorynumber eventcategory",
  taskName:
    "taskcategory category taskdisplayname eventcategoryname aufgabenkategorie catégoriedelatâche catégoriedetâche categoríadelatarea categoríadetarea categoriaattività categoriadatarefa categoriadetarefa taakcategorie kategoriazadania uppgiftskategori kategorieúlohy feladatkategória görevkategorisi категориязадачи タスクのカテゴリ 任务类别 工作類別 작업범주",
  message:
    "message description eventmessage beschreibung descripción descrizione descrição omschrijving opis",
  server:
    "machinename computername computer server host ordinateur equipo computador コンピューター 计算机 電腦",
  channel: "logname eventlog log channel containerlog protokollname journal",
  recordId: "recordid index recordnumber eventrecordid eventrecordnumber record",
  strings: "strings replacementstrings insertionstrings eventdata",
  qualifiers: "qualifiers",
  keywords: "keywords",
  processId: "processid pid",
  threadId: "threadid tid",
  binary: "data binary rawdata",
};

const ROLE_OF = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    names.split(" ").map((name) => [name, role as Role] as const),
  ),
);

/** What the column of that name holds, or undefined. */
export function roleOfName(name: string): Role | undefined {
  return ROLE_OF.get(name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ""));
}
