/** Ids, levels and categories as Exchange 2013 has them; texts only where a real event was seen. */
export const REPL_SHARED = {
  provider: "MSExchangeRepl",
  channel: "Application",
  versions: ["2007 (passive)", "2010 (passive)", "2013", "2016", "2019", "SE"],
  citation:
    "observed behaviour of Exchange 2013 CU23, not publicly documented (id, level, category: Microsoft.Exchange.Cluster.Shared, ReplayEventLogConstants)",
  confidence: "derived",
} as const;

export const SINCE_2010 = ["2010", "2013", "2016", "2019", "SE"] as const;
export const SINCE_2013 = ["2013", "2016", "2019", "SE"] as const;

export const INTEROP =
  "order of the arguments: Microsoft.Exchange.Cluster.ReplicaVSSWriter, CReplicaVssWriterInterop";
export const TRUNCATER = "order of the arguments: Microsoft.Exchange.Cluster.Replay, LogTruncater";
export const FIELD_2016 =
  "text: https://gbeifuss.github.io/p/truncate-exchange-transaction-logs/ (Exchange 2016 CU23)";
export const MOM_RULE =
  'https://technet.microsoft.com/de-de/library/bb218863(v=exchg.80).aspx (Exchange 2007 MOM rule "VSS Writer failed": 2020; 2022; 2024; 2026; 2028; 2030; 2034; 2036; 2039-2045; 2048)';
