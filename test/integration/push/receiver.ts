import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What a browser makes when a page subscribes: keys of its own, and how to read what comes. */
export function createReceiver() {
  const curve = createECDH("prime256v1");
  const own = curve.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: own.toString("base64url"), auth: auth.toString("base64url") },

    /** RFC 8291 §3.4 and RFC 8188 §2, by hand. */
    decrypt(body: Buffer): string {
      const salt = body.subarray(0, 16);
      const sender = body.subarray(21, 21 + body.readUInt8(20));
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), own, sender]);
      const secret = derive(curve.computeSecret(sender), auth, info, 32);
      const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
      const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
      const record = open(key, nonce, body.subarray(21 + sender.length));
      // The last record ends with 2 and padding of zeros.
      return record.subarray(0, record.lastIndexOf(2)).toString();
    },

    /** draft-ietf-webpush-encryption-04 and draft-ietf-httpbis-encryption-encoding-03. */
    decryptDraft(body: Buffer, headers: IncomingHttpHeaders): string {
      const salt = Buffer.from(field(headers.encryption, "salt"), "base64url");
      const sender = Buffer.from(field(headers["crypto-key"], "dh"), "base64url");
      const secret = derive(curve.computeSecret(sender), auth, "Content-Encoding: auth\0", 32);
      const context = Buffer.concat([Buffer.from("P-256\0"), sized(own), sized(sender)]);
      const labelled = (name: string) => Buffer.concat([Buffer.from(`Content-Encoding: ${name}\0`), context]);
      const key = derive(secret, salt, labelled("aesgcm"), 16);
      const record = open(key, derive(secret, salt, labelled("nonce"), 12), body);
      return record.subarray(2 + record.readUInt16BE(0)).toString();
    },
  };
}

function derive(secret: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}

function open(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

function sized(key: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(key.length);
  return Buffer.concat([length, key]);
}

/** `dh` of `dh=...;p256ecdsa=...`. */
export function field(header: string | string[] | undefined, name: string): string {
  const found = String(header)
    .split(/[;,]/)
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? "";
}

/** The claims of a VAPID token (RFC 8292 §2), once its signature holds under the node's key. */
export function readVapid(token: string, publicKey: string): { aud: string; sub: string; exp: number } {
  const [header = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(publicKey, "base64url");
  const key = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const signed = Buffer.from(`${header}.${claims}`);
  const holds = verify(
    "sha256",
    signed,
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!holds) throw new Error("The token's signature is wrong.");
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}

export interface Arrived {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service on loopback. */
export async function startPushService() {
  const arrived: Arrived[] = [];
  const answers: { status: number; headers?: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      arrived.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) });
      const { status, headers } = answers.shift() ?? { status: 201 };
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    arrived,
    /** The next answers, one each; 201 after that. */
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
