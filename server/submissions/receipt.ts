import { createHash, randomBytes } from "node:crypto";

/** Crockford's alphabet: no letter that is taken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS = 26;
const CHECK = 2;
const GROUP = 4;

/**
 * A receipt: 128 bits of chance and two characters that find mistakes of typing, in groups of four that are read aloud and
 * written down easily.
 *
 * @example newReceipt() // "7ZK3-0QXV-8M2T-4R1A-CD5E-9WHB-N6Y2"
 */
export function newReceipt(): string {
  let bits = BigInt(`0x${randomBytes(16).toString("hex")}`);
  let code = "";
  for (let at = 0; at < CHARACTERS; at++) {
    code = (alphabet[Number(bits & 31n)] ?? "") + code;
    bits >>= 5n;
  }
  return (`${code}${checkOf(code)}`.match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
}

/**
 * What is kept of a receipt, however it is typed: in small letters, without groups, with O for 0 and I or L for 1. Rows are
 * found by it, so no comparison takes longer the more of a guess is right. Null for what cannot be one.
 */
export function hashReceipt(typed: string): string | null {
  if (typed.length > 200) return null;
  const code = typed
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1")
    .replaceAll(/[^0-9A-Z]/g, "");
  if (code.length !== CHARACTERS + CHECK || [...code].some((letter) => !alphabet.includes(letter)))
    return null;
  if (checkOf(code.slice(0, CHARACTERS)) !== code.slice(CHARACTERS)) return null;
  return createHash("sha256").update(`receipt ${code}`).digest("base64url");
}

function checkOf(code: string): string {
  const [first = 0, second = 0] = createHash("sha256").update(`check ${code}`).digest();
  return `${alphabet[first & 31]}${alphabet[second & 31]}`;
}
