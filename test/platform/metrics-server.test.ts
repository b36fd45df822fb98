import { expect, it, onTestFinished } from "vitest";
import { type MetricsServer, serveMetrics } from "../../src/platform/metrics-server.ts";

async function serving(render: () => string): Promise<{ server: MetricsServer; origin: string }> {
  const server = await serveMetrics({ host: "127.0.0.1", port: 0 }, render);
  onTestFinished(() => server.close());
  return { server, origin: `http://127.0.0.1:${server.port}` };
}

it("answers each scrape with what holds then, in Prometheus' format", async () => {
  let scrapes = 0;
  const { origin } = await serving(() => `up_to ${++scrapes}\n`);
  const first = await fetch(`${origin}/metrics`);
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(await first.text()).toBe("up_to 1\n");
  expect(await (await fetch(`${origin}/metrics?name[]=x`)).text()).toBe("up_to 2\n");
});

it.each([
  ["GET", "/", 404],
  ["GET", "/metrics/..%2f..%2fetc/passwd", 404],
  ["POST", "/metrics", 405],
  ["DELETE", "/metrics", 405],
  ["HEAD", "/metrics", 200],
])("answers %s %s with %i", async (method, path, status) => {
  const { origin } = await serving(() => "x 1\n");
  const response = await fetch(`${origin}${path}`, { method });
  expect(response.status).toBe(status);
  expect(await response.text()).not.toContain("x 1");
});

it("says what went wrong with a scrape, and answers the next one", async () => {
  let broken = true;
  const { origin } = await serving(() => {
    if (broken) throw new Error("the store is locked");
    return "x 1\n";
  });
  const failed = await fetch(`${origin}/metrics`);
  expect([failed.status, await failed.text()]).toEqual([500, "the store is locked\n"]);
  broken = false;
  expect((await fetch(`${origin}/metrics`)).status).toBe(200);
});

it("refuses an address that another program listens on, and frees its own when it is closed", async () => {
  const { server } = await serving(() => "");
  const address = { host: "127.0.0.1", port: server.port };
  await expect(serveMetrics(address, () => "")).rejects.toThrow("EADDRINUSE");
  await server.close();
  const again = await serveMetrics(address, () => "");
  await again.close();
});
