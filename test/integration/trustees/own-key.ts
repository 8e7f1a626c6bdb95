import { randomBytes } from "node:crypto";
import { ballotId } from "#moderation/trustees/panels/ballot-id.ts";
import { seconds } from "#moderation/trustees/panels/signature.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { type Ballot, type Commitment, commitmentTo, methodOf, writeBallot } from "#protocol/moot/ballot.ts";
import { writeKeyProof } from "#protocol/moot/key-proof.ts";
import type { Verdict, Vote } from "#protocol/moot/vote.ts";
import type { KeyPair } from "#protocol/signing/crypto.ts";
import { exportMultikey, generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { addProof, createProof, type JsonObject } from "#protocol/signing/proofs.ts";
import type { ApiRig } from "#test/integration/api/rig.ts";

/** A key that only its trustee has, and what they sign with it, as a browser would. */
export interface OwnKey {
  readonly trustee: string;
  sign(document: JsonObject): Promise<JsonObject>;
  proof(accountId: string): Promise<JsonObject>;
  commitment(panelId: string, verdict: Verdict, more?: Partial<Commitment>): Promise<Committed>;
  final(panelId: string, verdict: Verdict): Promise<JsonObject>;
}

/** What somebody keeps until their vote is to be shown. */
export interface Committed {
  readonly document: JsonObject;
  readonly vote: Vote;
  readonly nonce: string;
  reveal(more?: Partial<Ballot>): Promise<JsonObject>;
}

export async function ownKey({ ctx }: Pick<ApiRig, "ctx">, given?: KeyPair): Promise<OwnKey> {
  const { publicKey, privateKey } = given ?? (await generateEd25519KeyPair());
  const trustee = `did:key:${exportMultikey(publicKey)}`;
  const now = () => ctx.clock.now();
  const sign = async (document: JsonObject) => {
    const made = await createProof(document, {
      verificationMethod: methodOf(trustee),
      privateKey,
      created: now(),
    });
    if (!made.ok) throw new Error(made.error.type);
    return addProof(document, made.value);
  };
  const of = (panelId: string, stage: "commit" | "reveal" | "final") => ({
    id: ctx.uris.ballot(ballotId(panelId, trustee, stage)),
    panel: ctx.uris.panel(panelId) as Iri,
    trustee,
    keptBy: "trustee" as const,
    published: seconds(now()),
  });
  return {
    trustee,
    sign,
    proof: (accountId) =>
      sign(
        writeKeyProof({
          attributedTo: trustee,
          account: ctx.uris.account(accountId),
          published: seconds(now()),
        }),
      ),
    async commitment(panelId, verdict, more = {}) {
      const vote: Vote = { verdict, days: null, rules: [] };
      const nonce = randomBytes(32).toString("base64url");
      const commitment = commitmentTo({ panel: ctx.uris.panel(panelId), trustee, vote, nonce });
      const written = writeBallot({ ...of(panelId, "commit"), stage: "commit", commitment, ...more });
      return {
        document: await sign(written),
        vote,
        nonce,
        reveal: (changed = {}) =>
          sign(writeBallot({ ...of(panelId, "reveal"), stage: "reveal", vote, nonce, ...changed })),
      };
    },
    final: (panelId, verdict) =>
      sign(
        writeBallot({
          ...of(panelId, "final"),
          stage: "final",
          vote: { verdict, days: null, rules: [] },
        }),
      ),
  };
}
