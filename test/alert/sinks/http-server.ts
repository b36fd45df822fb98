import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** What a server was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** The name of the key of a certificate. */
export const keyOf = (name: string): string => (name === "stranger" ? "stranger.key" : "server.key");

export type Behaviour = (response: ServerResponse, asked: Asked) => void;

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** One of test/alert/certificates. */
export const certificate = (name: string): string =>
  readFileSync(new URL(`../certificates/${name}.pem`, import.meta.url), "utf8");

/** A real server on this machine, that answers the nth request by the nth behaviour, and all later ones by the last. */
export async function serve(
  behaviours: readonly Behaviour[],
  tls: string | null = null,
): Promise<TestServer> {
  const asked: Asked[] = [];
  const listen: RequestListener = (request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const one = { method, path, headers, body: Buffer.concat(pieces).toString("utf8") };
      asked.push(one);
      const behave = behaviours[Math.min(asked.length, behaviours.length) - 1];
      if (behave === undefined) throw new Error("no behaviour");
      behave(response, one);
    });
  };
  const server =
    tls === null
      ? createServer(listen)
      : createTlsServer({ cert: certificate(tls), key: certificate(keyOf(tls)) }, listen);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http${tls === null ? "" : "s"}://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port on which nobody listens. */
export async function refusing(): Promise<string> {
  const server = await serve([ok]);
  await server.close();
  return server.origin;
}

export const ok: Behaviour = (response) => void response.writeHead(202).end();

export const answer =
  (status: number, body = "", headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(body);

export const hangInHeaders: Behaviour = () => undefined;

export const hangInBody =
  (status: number): Behaviour =>
  (response) =>
    void response.writeHead(status, { "content-length": "100000" }).write("the beginning");

export const endless =
  (status: number): Behaviour =>
  (response) => {
    response.writeHead(status);
    const pour = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", pour);
    pour();
  };

export const cutOff: Behaviour = (response) => void response.socket?.destroy();
