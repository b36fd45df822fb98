/** A made event in the shape of an ESE record, with the values that tests ask for. */
export function eseEvent(
  recordId: number,
  extra: { readonly data?: string; readonly xmlns?: string } = {},
): string {
  const xmlns = extra.xmlns ?? "http://schemas.microsoft.com/win/2004/08/events/event";
  const data =
    extra.data ?? "<Data>Information Store - DB1</Data><Data>1444</Data><Data></Data><Data>7</Data>";
  return (
    `<Event xmlns='${xmlns}'><System><Provider Name='ESE'/><EventID Qualifiers='0'>2001</EventID>` +
    `<Level>4</Level><Task>16</Task><Keywords>0x80000000000000</Keywords>` +
    `<TimeCreated SystemTime='2026-11-22T01:10:07.000000000Z'/><EventRecordID>${recordId}</EventRecordID>` +
    `<Channel>Application</Channel><Computer>MBX1.corp.local</Computer><Security/></System>` +
    `<EventData>${data}</EventData></Event>`
  );
}

/** What `eseEvent` says, without its origin. */
export function eseRecord(recordId: number) {
  return {
    server: "MBX1.corp.local",
    channel: "Application",
    recordId,
    provider: "ESE",
    eventId: 2001,
    qualifiers: 0,
    level: 4,
    task: 16,
    taskName: null,
    keywords: "0x80000000000000",
    time: "2026-11-22T01:10:07.0000000Z",
    processId: null,
    threadId: null,
    strings: ["Information Store - DB1", "1444", "", "7"],
    data: {},
    user: [],
    binary: null,
    message: null,
  };
}
