import { createPrivateKey, createPublicKey } from "node:crypto";
import type { LedgerName } from "#moderation/ledger/name.ts";
import { type NoteSigner, noteKey } from "#protocol/log/note-key.ts";
import { platformCrypto } from "#protocol/signing/crypto.platform.ts";
import { ED25519_PKCS8_PREFIX, withPrefix } from "#protocol/signing/der.ts";
import type { Ctx } from "../context.ts";
import { nodeSecret } from "../platform/node-secret.ts";

/** A ledger's name among all logs: its address without the scheme. `example.social/ledger/public` */
function originOf({ uris }: Pick<Ctx, "uris">, ledger: LedgerName): string {
  return `${new URL(uris.origin).host}/ledger/${ledger}`;
}

/** What a ledger's checkpoints are signed with: a key of its own, made once and kept in the database. */
export async function ledgerSigner(
  ctx: Pick<Ctx, "sql" | "clock" | "uris">,
  ledger: LedgerName,
): Promise<NoteSigner> {
  const seed = Buffer.from(await nodeSecret(ctx, `ledger ${ledger}`), "base64url");
  const pkcs8 = withPrefix(ED25519_PKCS8_PREFIX, seed);
  const privateKey = await platformCrypto.importPrivateKey("ed25519", pkcs8);
  const secret = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const publicKey = await platformCrypto.importPublicKey("ed25519", new Uint8Array(spki));
  return { key: noteKey(originOf(ctx, ledger), publicKey), privateKey };
}
