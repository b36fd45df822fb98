import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const SOURCE = "src/verify/kernel/kernel.as.ts";
/** 64 KiB for results, 1 MiB for pages. */
const MEMORY_PAGES = "17";
const LINE = 96;

/** `src/verify/kernel/kernel-wasm.ts`: the kernel, compiled, as text. The compiler is pinned, so it is always the same. */
export async function kernelModule(): Promise<string> {
  const output = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main(
    [
      SOURCE,
      ...["--baseDir", fileURLToPath(new URL("..", import.meta.url))],
      ...["--outFile", "kernel.wasm"],
      ...["--runtime", "stub", "--enable", "simd", "--noAssert", "-O3"],
      ...["--initialMemory", MEMORY_PAGES, "--maximumMemory", MEMORY_PAGES],
    ],
    {
      writeFile: (name: string, contents: Uint8Array | string) => void output.set(name, contents),
    },
  );
  const binary = output.get("kernel.wasm");
  if (error !== null || !(binary instanceof Uint8Array)) {
    throw new Error(`${SOURCE}: ${stderr.toString() || error?.message}`);
  }
  const text = Buffer.from(binary).toString("base64");
  const lines = text.match(new RegExp(`.{1,${LINE}}`, "g")) ?? [];
  return [
    `// Made by \`npm run generate\` from ${SOURCE}.`,
    `/** WebAssembly with 128-bit vectors, ${binary.length} bytes, base64. */`,
    "export const KERNEL_WASM =",
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
  ].join("\n");
}
