import { z } from "zod";
import type { Routes } from "../api/call.ts";
import { refuse } from "../api/refuse.ts";
import { described } from "../desk/described.ts";
import { peerEntity, peerSchema, policySchema, receivedEntity, receivedSchema } from "./entities.ts";
import { followPeer, listPeers, unfollowPeer } from "./peers.ts";
import { listPolicies, setPolicy } from "./policy.ts";
import { listReceived } from "./read.ts";
import { treatments } from "./treatment.ts";

const peerInput = z.strictObject({ peer: z.string().min(1).max(2_048) });

/** Nodes whose decisions this one asks for, what is done with them, and what came. */
export const mootPeerRoutes: Routes = {
  "GET /api/folkmoot/v1/moot/peers": described(
    {
      summary: "Nodes whose decisions this one asks for",
      permission: "domain.read",
      output: z.array(peerSchema),
    },
    async ({ ctx }) => (await listPeers(ctx)).map(peerEntity),
  ),

  "POST /api/folkmoot/v1/moot/peers": described(
    {
      summary: "Asks a node for what its panels decide, by its domain or its address",
      permission: "domain.decide",
      input: peerInput,
      output: peerSchema,
    },
    async ({ ctx, viewer }, { peer }) => {
      const followed = await followPeer(ctx, viewer.accountId, peer);
      if (!followed.ok) throw refuse(followed.error);
      return peerEntity(followed.value);
    },
  ),

  "DELETE /api/folkmoot/v1/moot/peers": described(
    {
      summary: "Asks a node for its decisions no more; what was done by them stays",
      permission: "domain.decide",
      input: peerInput,
      output: z.array(peerSchema),
    },
    async ({ ctx, viewer }, { peer }) => {
      const ended = await unfollowPeer(ctx, viewer.accountId, peer);
      if (!ended.ok) throw refuse(ended.error);
      return (await listPeers(ctx)).map(peerEntity);
    },
  ),

  "GET /api/folkmoot/v1/moot/policies": described(
    {
      summary:
        "What is done with decisions, by whose they are and what they ask; the most specific one holds",
      permission: "domain.read",
      output: z.array(policySchema),
    },
    ({ ctx }) => listPolicies(ctx),
  ),

  "PUT /api/folkmoot/v1/moot/policies": described(
    {
      summary:
        "Says what is done with decisions from now on: applied, recommended to the desk, shown or ignored; null for no policy",
      permission: "domain.decide",
      input: z.strictObject({
        peer: z.string().min(1).max(255).default("*"),
        verdict: z.string().max(32).default("*"),
        treatment: z.enum(treatments).nullable(),
      }),
      output: z.array(policySchema),
    },
    async ({ ctx, viewer }, policy) => {
      const set = await setPolicy(ctx, { ...policy, by: viewer.accountId });
      if (!set.ok) throw refuse(set.error);
      return listPolicies(ctx);
    },
  ),

  "GET /api/folkmoot/v1/moot/decisions": described(
    {
      summary: "Decisions of other nodes that came here, and what became of them, newest first",
      permission: "case.read",
      input: z.strictObject({
        max_id: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.array(receivedSchema),
    },
    async ({ ctx }, { max_id: before = null, limit }) =>
      (await listReceived(ctx, { before, limit })).map(receivedEntity),
  ),
};
