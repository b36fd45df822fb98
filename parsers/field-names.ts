/** What a column or a labelled line can hold. */
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
  | "binary"
  /** The label above an event's XML. */
  | "xml"
  /** Known, and of no use here. */
  | "ignored";

/**
 * Names without blanks and marks, in lower case: those of Get-WinEvent, Get-EventLog and Log Parser, and
 * those that Event Viewer shows in the languages of Windows Server.
 */
const NAMES: Readonly<Record<Role, string>> = {
  level:
    "level ebene niveau nivel nível livello poziom nivå úroveň szint düzey уровень レベル 级别 級別 层次 등급 수준 severity",
  levelName: "leveldisplayname eventtypename",
  entryType:
    "entrytype eventtype type ereignistyp typedévénement tipodeevento tipoevento gebeurtenistype typzdarzenia типсобытия イベントの種類 事件类型",
  time: "dateandtime datetime timecreated timegenerated timewritten lasttimewritten firsttimewritten timestamp datumunduhrzeit dateetheure fechayhora dataeora datumentijd dataehora datahora dataigodzina datumochtid datumačas dátumésidőpont датаивремя 日付と時刻 日期和时间 日期與時間 日期及時間 날짜및시간 timecreatedutc",
  date: "date datum fecha 日付 日期 날짜 дата dátum tarih",
  clock: "time uhrzeit zeit heure hora ora tijd godzina 時刻 時間 时间 시간 время",
  provider:
    "source providername provider sourcename eventsource quelle ereignisquelle origen origine origem fonte bron źródło källa zdroj forrás kaynak источник ソース 来源 來源 원본",
  id: "eventid id eventcode ereignisid ereigniskennung iddelévénement iddelévènement iddévénement iddelevenement idévénement iddelevento iddeevento idevento identificaçãodoevento iddoevento gebeurtenisid gebeurtenisidentificatie identyfikatorzdarzenia idzdarzenia händelseid hændelsesid idudálosti eseményazonosító olaykimliği кодсобытия イベントid 事件id 事件識別碼 事件标识符 이벤트id",
  instanceId: "instanceid",
  task: "task categorynumber",
  taskName:
    "taskcategory category eventcategory taskdisplayname eventcategoryname aufgabenkategorie ereigniskategorie catégoriedelatâche catégoriedetâche categoríadelatarea categoríadetarea categoriaattività categoriadatarefa categoriadetarefa taakcategorie kategoriazadania uppgiftskategori kategorieúlohy feladatkategória görevkategorisi категориязадачи タスクのカテゴリ 任务类别 工作類別 작업범주",
  message:
    "message description eventmessage eventdescription beschreibung descripción descrizione descrição beschrijving omschrijving opis beskrivning popis leírás açıklama описание 説明 描述 설명",
  server:
    "machinename machine computername computer server host ordinateur equipo computador komputer dator počítač számítógép bilgisayar компьютер コンピューター コンピュータ 计算机 電腦 컴퓨터",
  channel:
    "logname eventlog log channel protokollname nomdujournal nombrederegistro nomeregistro logboeknaam nomedolog nazwadziennika loggnamn имяжурнала ログの名前 日志名称 記錄檔名稱 로그이름 journal",
  recordId: "recordid index recordnumber eventrecordid eventrecordnumber record",
  strings: "strings replacementstrings insertionstrings",
  qualifiers: "qualifiers",
  keywords:
    "keywords keyword schlüsselwörter motsclés palabrasclave parolechiave palavraschave trefwoorden słowakluczowe nyckelord ключевыеслова キーワード 关键字 關鍵字 키워드",
  processId: "processid pid",
  threadId: "threadid tid",
  binary: "data daten données datos dati dados gegevens dane binary rawdata",
  xml: "eventxml ereignisxml xmldelévénement xmldeevento xmlevento gebeurtenisxml xmldoevento xmlzdarzenia xmlсобытия イベントxml 事件xml 이벤트xml",
  ignored:
    "user username userid benutzer utilisateur usuario utente usuário gebruiker użytkownik användare пользователь ユーザー 用户 使用者 사용자 opcode opcodedisplayname version providerid activityid relatedactivityid matchedqueryids bookmark keywordsdisplaynames properties containerlog container site sid count color",
};

const ROLE_OF = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    names.split(" ").map((name) => [name, role as Role] as const),
  ),
);

/** What the column or line of that name holds, or undefined. */
export function roleOfName(name: string): Role | undefined {
  return ROLE_OF.get(name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ""));
}
