const LOOPBACK = "127.0.0.1";

/** `9464` (of this machine only), `127.0.0.1:9464`, `[::1]:9464`; undefined when it is none. */
export function parseEndpoint(text: string): { readonly host: string; readonly port: number } | undefined {
  const match = /^(?:(?:\[([0-9a-f:.]+)\]|([\w.-]*)):)?(\d{1,5})$/i.exec(text.trim());
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65_535) return undefined;
  return { host: match[1] || match[2] || LOOPBACK, port };
}

export function formatEndpoint({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
