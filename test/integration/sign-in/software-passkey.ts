import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

interface CreationOptions {
  challenge: string;
  rp: { id: string };
  user: { id: string };
}

interface RequestOptions {
  challenge: string;
  rpId: string;
}

export interface SoftwarePasskey {
  create(options: CreationOptions, changes?: Changes): object;
  get(options: RequestOptions, changes?: Changes): object;
}

/** What a passkey of somebody with bad intentions says instead. */
export interface Changes {
  origin?: string;
  challenge?: string;
  counter?: number;
  isVerified?: boolean;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** An authenticator (WebAuthn §6) in software, with one ES256 key. */
export function createPasskey(origin: string): SoftwarePasskey {
  const id = randomBytes(32);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  let userHandle = "";
  let counter = 0;

  const authenticatorData = (rpId: string, flags: number, count: number, rest = Buffer.alloc(0)) =>
    Buffer.concat([sha256(rpId), Buffer.from([flags]), uint32(count), rest]);
  const client = (type: string, challenge: string, changes: Changes) =>
    Buffer.from(
      JSON.stringify({ type, challenge: changes.challenge ?? challenge, origin: changes.origin ?? origin }),
    );
  const flagsOf = ({ isVerified = true }: Changes) => USER_PRESENT | (isVerified ? USER_VERIFIED : 0);
  const wrapped = (response: object) => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });

  return {
    create({ challenge, rp, user }, changes = {}) {
      userHandle = user.id;
      const credential = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, coseKey(publicKey)]);
      const data = authenticatorData(rp.id, flagsOf(changes) | HAS_CREDENTIAL, counter, credential);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        cborText("fmt"),
        cborText("none"),
        cborText("attStmt"),
        Buffer.from([0xa0]),
        cborText("authData"),
        cborBytes(data),
      ]);
      return wrapped({
        clientDataJSON: client("webauthn.create", challenge, changes).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      });
    },
    get({ challenge, rpId }, changes = {}) {
      counter = changes.counter ?? counter + 1;
      const data = authenticatorData(rpId, flagsOf(changes), counter);
      const clientData = client("webauthn.get", challenge, changes);
      const signed = Buffer.concat([data, createHash("sha256").update(clientData).digest()]);
      return wrapped({
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
        userHandle,
      });
    },
  };
}

/** RFC 9053 §7.1.1: a map of kty EC2, alg ES256, crv P-256, x and y. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, "base64url")),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, "base64url")),
  ]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
