import { connect, isIP } from "node:net";
import { connect as connectTls } from "node:tls";

export interface Target {
  readonly host: string;
  readonly port: number;
  /** With a handshake, and a certificate that is looked at. */
  readonly tls: boolean;
  /** PEM of an authority besides those that Node knows. */
  readonly authority?: string;
}

/** Connects, says nothing and closes. Resolves to what hindered it, or to null; never rejects. */
export type Reach = (target: Target, signal: AbortSignal) => Promise<Error | null>;

export const reach: Reach = ({ host, port, tls, authority }, signal) =>
  new Promise((resolve) => {
    const options = {
      host,
      port,
      // RFC 6066: an address is no name.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(authority === undefined ? {} : { ca: authority }),
    };
    const socket = tls ? connectTls(options) : connect({ host, port });
    const done = (trouble: Error | null): void => {
      signal.removeEventListener("abort", late);
      socket.destroy();
      resolve(trouble);
    };
    const late = (): void => done(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }));
    socket.on("error", done);
    socket.once(tls ? "secureConnect" : "connect", () => done(null));
    signal.addEventListener("abort", late, { once: true });
    if (signal.aborted) late();
  });
