import type { PrivateKey, PublicKey } from "#protocol/signing/crypto.ts";
import { importPrivateKey, importPublicKey } from "#protocol/signing/keys.ts";
import type { Ctx } from "../context.ts";
import { toSigner } from "./key-pairs.ts";
import { ensureNodeActor } from "./node-actor.ts";
import { readKeys } from "./store/keys.ts";

/** What the node itself signs documents with: the Ed25519 key of its actor. */
export interface NodeSigner {
  /** How proofs name the key: as the actor's document does. */
  readonly method: string;
  readonly privateKey: PrivateKey;
  readonly publicKey: PublicKey;
}

export async function nodeSigner(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">,
): Promise<NodeSigner> {
  const id = await ensureNodeActor(ctx);
  const { ed25519 } = toSigner(id, ctx.uris.nodeActor(), await readKeys(ctx.db, id));
  const [privateKey, publicKey] = await Promise.all([
    importPrivateKey(ed25519.privatePem),
    importPublicKey(ed25519.publicPem),
  ]);
  if (!privateKey.ok || !publicKey.ok) throw new Error("the node's own key cannot be read");
  return { method: ed25519.keyId, privateKey: privateKey.value, publicKey: publicKey.value };
}
