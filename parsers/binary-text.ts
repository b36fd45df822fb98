const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Binary data as upper-case hex: from hex with or without blanks, or from base64. Null when empty or neither. */
export function binaryOfText(text: string): string | null {
  const compact = text.replace(/\s+/g, "");
  if (compact === "") return null;
  if (/^(?:[0-9a-f]{2})+$/i.test(compact)) return compact.toUpperCase();
  return /^[A-Za-z0-9+/]+={0,2}$/.test(compact) && compact.length % 4 === 0 ? base64ToHex(compact) : null;
}

/** Binary data from a list of byte values, null when it is empty or holds something else. */
export function binaryOfBytes(bytes: readonly unknown[]): string | null {
  if (bytes.length === 0 || !bytes.every(isByte)) return null;
  return bytes.map(hexOfByte).join("");
}

function isByte(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 255;
}

function hexOfByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

function base64ToHex(text: string): string {
  const hex: string[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of text.replace(/=+$/, "")) {
    held = ((held << 6) | BASE64.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    hex.push(hexOfByte((held >> bits) & 0xff));
  }
  return hex.join("");
}
