/** What is known of the servers from elsewhere (`--topology FILE`). Everything is optional but the names. */
export interface Topology {
  readonly servers: readonly { readonly name: string; readonly dag?: string | undefined }[];
  readonly databases: readonly TopologyDatabase[];
}

export interface TopologyDatabase {
  readonly name: string;
  readonly guid?: string | undefined;
  readonly circularLogging?: boolean | undefined;
  readonly copies: readonly {
    readonly server: string;
    readonly active?: boolean | undefined;
    readonly replayLagSeconds?: number | undefined;
    readonly truncationLagSeconds?: number | undefined;
  }[];
}
