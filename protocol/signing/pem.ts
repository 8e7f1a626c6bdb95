import { decodeBase64, encodeBase64 } from "./base64.ts";

/** What stands between the two lines of dashes, RFC 7468. */
export interface Pem {
  /** "PUBLIC KEY", "RSA PUBLIC KEY", "PRIVATE KEY", ... */
  readonly label: string;
  readonly der: Uint8Array;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/;

/** The first PEM block of a text, or null. Peers send keys with any line length, and with `\r\n` or none. */
export function parsePem(text: string): Pem | null {
  const [, label, body] = BLOCK.exec(text) ?? [];
  const der = body === undefined ? null : decodeBase64(body);
  return label !== undefined && der !== null && der.length > 0 ? { label, der } : null;
}

/** A PEM block with lines of 64 characters, as RFC 7468 §2 wants and Mastodon's OpenSSL writes. */
export function writePem({ label, der }: Pem): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
