/** What is wrong with a certificate, in words. Node's and OpenSSL's codes. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "has expired",
  CERT_NOT_YET_VALID: "is not valid yet: is this machine's clock right?",
  ERR_TLS_CERT_ALTNAME_INVALID: "is for another name",
  HOSTNAME_MISMATCH: "is for another name",
  CERT_REVOKED: "was revoked",
  DEPTH_ZERO_SELF_SIGNED_CERT: "is signed by itself and not known here",
  SELF_SIGNED_CERT_IN_CHAIN: "comes from an authority that is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "comes from an authority that is not known here, or lacks the ones between",
  UNABLE_TO_GET_ISSUER_CERT: "comes from an authority that is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "comes from an authority that is not known here",
};

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused the connection",
  ECONNRESET: "closed the connection",
  EPIPE: "closed the connection",
  UND_ERR_SOCKET: "closed the connection",
  ENOTFOUND: "is not known: its name leads to no address",
  EAI_AGAIN: "cannot be looked up: no answer from the name server",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  ETIMEDOUT: "does not answer",
  UND_ERR_CONNECT_TIMEOUT: "does not answer",
  UND_ERR_HEADERS_TIMEOUT: "does not answer",
  UND_ERR_BODY_TIMEOUT: "does not answer",
  UND_ERR_HEADERS_OVERFLOW: "sent too many headers",
};

/**
 * Why an exchange failed, as a sentence about its host. The error's own text is left out: it may hold the address, a
 * header or a password.
 *
 * @param code of the error; may be empty
 * @param authority how to make an authority known, for the sentence
 */
export function troubleOf(host: string, code: string, authority: string): string {
  const certificate = CERTIFICATE[code];
  if (certificate !== undefined) {
    const hint = certificate.includes("known here") ? ` (${authority})` : "";
    return `TLS: the certificate of ${host} ${certificate}${hint}`;
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) {
    return `TLS: ${host} does not speak it as expected: is it the right port? (${code})`;
  }
  const network = NETWORK[code];
  return network === undefined ? `${host}: the exchange failed (${code || "no code"})` : `${host} ${network}`;
}

/** The code of an error or of what it was caused by; of several attempts the first that has one. */
export function codeOf(error: unknown): string {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth += 1) {
    const { code, errors, cause } = one as Error & {
      readonly code?: unknown;
      readonly errors?: readonly unknown[];
    };
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) && code !== "ERR_INVALID_ARG_TYPE")
      return code;
    one = cause ?? errors?.[0];
  }
  return "";
}
