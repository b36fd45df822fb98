import { type AddressInfo, createServer, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { certificate, keyOf } from "./http-server.ts";

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly Received[];
  close(): Promise<void>;
}

/** An answer of an SMTP server other than yes. */
export const refusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

interface MailOptions {
  /** Name of a certificate; null: no TLS at all. */
  readonly tls?: string | null;
  readonly implicit?: boolean;
  readonly password?: string;
  /** What to say to a recipient; null: yes. */
  readonly recipient?: (address: string) => Error | null;
  readonly data?: (size: number) => Error | null;
}

/** A real SMTP server on this machine. */
export async function mailServer(options: MailOptions = {}): Promise<MailServer> {
  const { tls = "server", implicit = false, password, recipient, data } = options;
  const mails: Received[] = [];
  const server = new SMTPServer({
    ...(tls === null ? {} : { cert: certificate(tls), key: certificate(keyOf(tls)) }),
    secure: implicit,
    authOptional: password === undefined,
    disabledCommands: [...(tls === null ? ["STARTTLS"] : []), ...(password === undefined ? ["AUTH"] : [])],
    closeTimeout: 100,
    logger: false,
    onAuth: ({ username, password: given }, _, done) =>
      given === password ? done(null, { user: username }) : done(refusal(535, `Wrong password ${given}`)),
    onRcptTo: ({ address }, _, done) => done(recipient?.(address) ?? null),
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const raw = Buffer.concat(pieces).toString("latin1");
        const trouble = data?.(raw.length) ?? null;
        if (trouble !== null) return done(trouble);
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        const to = rcptTo.map((one) => one.address);
        mails.push({ from, to, raw, secure: session.secure, user: session.user || null });
        done();
      });
    },
  } satisfies SMTPServerOptions);
  // A client that breaks off is what some tests are about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A server that takes connections and then does as told. */
export async function rawServer(
  behave: (socket: Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port, close };
}
