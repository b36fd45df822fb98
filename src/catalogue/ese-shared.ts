/** What all events of the database engine share: texts and call sites are in its published source. */
export const ESE_SHARED = {
  provider: "ESE",
  channel: "Application",
  versions: ["2003", "2007", "2010", "2013", "2016", "2019", "SE"],
  citation: "microsoft/Extensible-Storage-Engine@7030fe7 (MIT): dev/ese/src/_res/jetmsg.mc",
  confidence: "quoted",
  lead: ["process", "pid", "instanceName"],
} as const;

export const SINCE_2007 = ["2007", "2010", "2013", "2016", "2019", "SE"] as const;
export const SINCE_2010 = ["2010", "2013", "2016", "2019", "SE"] as const;
