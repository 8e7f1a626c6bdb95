import { z } from "zod";
import type { PeerLine } from "./store/peers.ts";
import { type Received, receivedStates } from "./store/received.ts";
import { treatments } from "./treatment.ts";

export const peerSchema = z.object({
  domain: z.string(),
  uri: z.string(),
  state: z.enum(["asked", "following", "refused"]),
  since: z.string(),
  /** Whom its panels are drawn from, now and formerly; null before it was asked. */
  trustees_count: z.number().nullable(),
  fetched_at: z.string().nullable(),
});

export function peerEntity(peer: PeerLine): z.input<typeof peerSchema> {
  return {
    domain: peer.domain,
    uri: peer.actorIri,
    state: peer.state,
    since: peer.since.toISOString(),
    trustees_count: peer.trustees,
    fetched_at: peer.fetchedAt?.toISOString() ?? null,
  };
}

export const policySchema = z.object({
  peer: z.string(),
  verdict: z.string(),
  treatment: z.enum(treatments),
});

export const receivedSchema = z.object({
  id: z.string(),
  uri: z.string(),
  peer: z.string(),
  case_uri: z.string(),
  level: z.number(),
  verdict: z.string(),
  subject_kind: z.string(),
  subject_uri: z.string().nullable(),
  treatment: z.enum(treatments),
  state: z.enum(receivedStates),
  action_id: z.string().nullable(),
  case_id: z.string().nullable(),
  why: z.string().nullable(),
  received_at: z.string(),
  /** As it was signed; null for one that is ignored. */
  document: z.record(z.string(), z.unknown()).nullable(),
});

export function receivedEntity(received: Received): z.input<typeof receivedSchema> {
  return {
    id: received.id,
    uri: received.iri,
    peer: received.peer,
    case_uri: received.caseIri,
    level: received.level,
    verdict: received.verdict,
    subject_kind: received.subjectKind,
    subject_uri: received.subjectIri,
    treatment: received.treatment,
    state: received.state,
    action_id: received.actionId,
    case_id: received.caseId,
    why: received.why,
    received_at: received.receivedAt.toISOString(),
    document: received.document,
  };
}
