import { exportMultikey } from "#protocol/signing/keys.ts";
import { addProof, createProof, type JsonObject } from "#protocol/signing/proofs.ts";
import { nodeSigner } from "../accounts/node-signer.ts";
import type { Ctx } from "../context.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">;

/** Puts the node's own proof on a document (FEP-8b32, `eddsa-jcs-2022`), beside those that are there. */
export async function signAsNode(ctx: Deps, document: JsonObject): Promise<JsonObject> {
  const { method, privateKey } = await nodeSigner(ctx);
  const { proof: _, ...unsigned } = document;
  const made = await createProof(unsigned, {
    verificationMethod: method,
    privateKey,
    created: ctx.clock.now(),
  });
  if (!made.ok) throw new Error(`what the node signs has no canonical form: ${made.error.type}`);
  return addProof(document, made.value);
}

/** What others verify the node's proofs with. */
export async function nodeIdentity(ctx: Deps): Promise<{ method: string; publicKeyMultibase: string }> {
  const { method, publicKey } = await nodeSigner(ctx);
  return { method, publicKeyMultibase: exportMultikey(publicKey) };
}
