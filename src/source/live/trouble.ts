/** Why the event log service did not give what it was asked for. */
export interface Refusal {
  /** Win32 error; 0: not known. */
  readonly errno: number;
  /** The .NET type of the error. */
  readonly type: string;
  /** In the language of the server. */
  readonly message: string;
}

const READERS = 'add the account to the group "Event Log Readers" of that server';
const FIREWALL =
  'is the server up, is the firewall rule "Remote Event Log Management" enabled there, and is the name right?';

/** What the errors mean that an administrator can do something about; numbers of winerror.h. */
const CAUSES: Readonly<Record<number, string>> = {
  2: "there is no such log",
  5: `access is denied; ${READERS}`,
  53: `the server cannot be reached; ${FIREWALL}`,
  1326: "the server does not accept the account",
  1460: "the search through the log took longer than 60 s",
  1702: "the event log service was restarted",
  1717: "the event log service is not there",
  1722: `the server cannot be reached; ${FIREWALL}`,
  1726: "the connection to the server was lost",
  1727: "the connection to the server was lost",
  1753: "the event log service of the server does not run",
  15001: "the query was refused",
  15007: "there is no such log",
};

/** In a sentence, for people. */
export function sentenceOf(server: string, channel: string, { errno, type, message }: Refusal): string {
  const log = `the log ${channel} of ${server === "localhost" ? "this machine" : server}`;
  const known = CAUSES[errno];
  const said = message.trim().slice(0, 300);
  const why = known ?? (said === "" ? type : said);
  return `${log} cannot be read: ${why}${errno === 0 ? "" : ` (error ${errno})`}`;
}
