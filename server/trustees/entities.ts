import { z } from "zod";
import type { Panel } from "#moderation/trustees/panels/panel.ts";
import type { PanelOf } from "#moderation/trustees/panels/read.ts";
import type { Training } from "#moderation/trustees/training/train.ts";
import type { Trustee } from "#moderation/trustees/trustee.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import { evidenceEntity, evidenceSchema } from "../cases/entities.ts";
import type { Outcome } from "./outcomes.ts";
import type { OwnOffice, PanelFile } from "./read.ts";

const time = z.iso.datetime();
const words = z.array(z.string());
const vote = z.object({ verdict: z.string(), days: z.number().nullable(), rules: words });

export const trusteeSchema = z.object({
  account_id: z.string(),
  state: z.enum(["invited", "declined", "training", "active", "paused", "ended"]),
  community: z.string(),
  languages: words,
  regions: words,
  topics: words,
  invited_at: time,
  term_months: z.number(),
  term_until: time.nullable(),
  certified_at: time.nullable(),
  paused_until: time.nullable(),
  ended_at: time.nullable(),
  ended_as: z.enum(["left", "term", "removed"]).nullable(),
  ended_why: z.string().nullable(),
});

export function trusteeEntity(trustee: Trustee): z.input<typeof trusteeSchema> {
  const { termUntil, certifiedAt, pausedUntil, endedAt } = trustee;
  return {
    account_id: trustee.accountId,
    state: trustee.state,
    community: trustee.community,
    languages: [...trustee.languages],
    regions: [...trustee.regions],
    topics: [...trustee.topics],
    invited_at: trustee.invitedAt.toISOString(),
    term_months: trustee.termMonths,
    term_until: termUntil?.toISOString() ?? null,
    certified_at: certifiedAt?.toISOString() ?? null,
    paused_until: pausedUntil?.toISOString() ?? null,
    ended_at: endedAt?.toISOString() ?? null,
    ended_as: trustee.endedAs,
    ended_why: trustee.endedWhy,
  };
}

export const ownOfficeSchema = trusteeSchema.extend({
  key: z.object({ trustee: z.string(), kept_by: z.enum(["trustee", "node"]), until: time }).nullable(),
  interests: z.array(z.object({ kind: z.enum(["domain", "account", "topic"]), value: z.string() })),
});

export function ownOfficeEntity({ trustee, key, interests }: OwnOffice): z.input<typeof ownOfficeSchema> {
  return {
    ...trusteeEntity(trustee),
    key: key && { trustee: key.trustee, kept_by: key.keptBy, until: key.until.toISOString() },
    interests: [...interests],
  };
}

export const trainingSchema = z.object({
  needed: z.number(),
  right: z.number(),
  cases: z.array(
    z.object({
      id: z.string(),
      language: z.string(),
      category: z.string(),
      text: z.string(),
      rule: z.string(),
      /** Null before it was judged. */
      answer: z
        .object({ verdict: z.string(), right: z.boolean(), tries: z.number(), why: z.string() })
        .nullable(),
    }),
  ),
});

export function trainingEntity({ cases, answers, needed, right }: Training): z.input<typeof trainingSchema> {
  return {
    needed,
    right,
    cases: cases.map(({ id, language, category, text, rule, why }) => {
      const given = answers.find(({ trainingCase }) => trainingCase === id);
      const answer = given && {
        verdict: given.verdict,
        right: given.isRight,
        tries: given.tries,
        why,
      };
      return { id, language, category, text, rule, answer: answer ?? null };
    }),
  };
}

export const panelSchema = z.object({
  id: z.string(),
  case_id: z.string(),
  level: z.number(),
  size: z.number(),
  stage: z.string(),
  opened_at: time,
  stage_until: time.nullable(),
  closed_at: time.nullable(),
  ended_why: z.string().nullable(),
  version: z.number(),
});

export function panelEntity(panel: Panel): z.input<typeof panelSchema> {
  const { id, level, size, stage, openedAt, stageUntil, closedAt, endedWhy, version } = panel;
  return {
    id,
    case_id: panel.caseId,
    level,
    size,
    stage,
    opened_at: openedAt.toISOString(),
    stage_until: stageUntil?.toISOString() ?? null,
    closed_at: closedAt?.toISOString() ?? null,
    ended_why: endedWhy,
    version,
  };
}

export const ownPanelSchema = panelSchema.extend({ left_as: z.string().nullable(), awaited: z.boolean() });

export function ownPanelEntity({ panel, leftAs, isAwaited }: PanelOf): z.input<typeof ownPanelSchema> {
  return { ...panelEntity(panel), left_as: leftAs, awaited: isAwaited };
}

export const panelFileSchema = ownPanelSchema.extend({
  /** Under which name they sit in it. */
  trustee: z.string(),
  /** How many members have something to do now. */
  waiting_for: z.number(),
  members: words,
  offered: words,
  case: z.object({
    subject: z.object({ kind: z.string(), iri: z.string() }),
    category: z.string(),
    severity: z.number(),
    excerpt: z.string(),
  }),
  complaints: z.array(z.object({ category: z.string(), comment: z.string(), created_at: time })),
  evidence: z.array(evidenceSchema),
  appeals: z.array(z.object({ side: z.enum(["author", "reporter"]), text: z.string() })),
  /** What they have cast themselves, by its stage. */
  ballots: z.array(z.object({ stage: z.string(), document: z.record(z.string(), z.unknown()) })),
  /** Nothing before all votes are shown. */
  votes: z.array(z.object({ trustee: z.string(), first: vote, last: vote.nullable() })),
  messages: z.array(z.object({ id: z.string(), trustee: z.string(), text: z.string(), at: time })),
  draft: z.object({ facts: z.string(), reasons: z.string(), minority: z.string() }),
  /** What there is to sign; null before. */
  decision: z.record(z.string(), z.unknown()).nullable(),
  signers: words,
});

type Written = z.input<typeof panelFileSchema>;

export function panelFileEntity(file: PanelFile, origin: string): Written {
  const { panel, seat, members, own, votes, messages, appeals } = file;
  const { subject, category, severity, excerpt } = file.case;
  const { facts, reasons, minority, offered } = panel;
  const isSeated = seat.leftAt === null;
  return {
    ...panelEntity(panel),
    left_as: seat.leftAs,
    awaited: file.isAwaited,
    trustee: seat.trustee,
    waiting_for: file.awaited,
    members: members.map(({ trustee }) => trustee),
    offered: [...offered],
    case: {
      subject: { kind: subject.kind, iri: subject.iri },
      category,
      severity,
      excerpt: isSeated ? excerpt : "",
    },
    complaints: file.complaints.map(({ topic, comment, createdAt }) => ({
      category: topic,
      comment,
      created_at: createdAt.toISOString(),
    })),
    evidence: file.evidence.map((each) => evidenceEntity(each, origin)),
    appeals: isSeated ? appeals.map(({ side, text }) => ({ side, text })) : [],
    ballots: own.map(({ stage, document }) => ({ stage, document })),
    votes: votes.map(({ trustee, first, last }) => ({
      trustee,
      first: writtenVote(first),
      last: last && writtenVote(last),
    })),
    messages: messages.map(({ at, ...message }) => ({ ...message, at: at.toISOString() })),
    draft: isSeated ? { facts, reasons, minority } : { facts: "", reasons: "", minority: "" },
    decision: isSeated ? panel.document : null,
    signers: [...file.signers],
  };
}

const writtenVote = ({ verdict, days, rules }: PanelFile["votes"][number]["first"]) => ({
  verdict,
  days,
  rules: [...rules],
});

export const outcomeSchema = z.object({
  id: z.string(),
  /** Where it can be read. */
  decision: z.string(),
  level: z.number(),
  verdict: z.string(),
  at: time,
  appeal_until: time.nullable(),
  may_appeal: z.boolean(),
  appeals: z.array(
    z.object({
      id: z.string(),
      decision_id: z.string(),
      text: z.string(),
      state: z.enum(["open", "granted", "rejected"]),
      created_at: time,
      answer: z.string().nullable(),
    }),
  ),
});

export function outcomeEntity(
  { decision, appeals, until, closed }: Outcome,
  uris: Pick<Uris, "decision">,
): z.input<typeof outcomeSchema> {
  return {
    id: decision.id,
    decision: uris.decision(decision.id),
    level: decision.level,
    verdict: decision.verdict,
    at: decision.at.toISOString(),
    appeal_until: until?.toISOString() ?? null,
    may_appeal: closed === null,
    appeals: appeals.map(({ id, decisionId, text, state, createdAt, answer }) => ({
      id,
      decision_id: decisionId,
      text,
      state,
      created_at: createdAt.toISOString(),
      answer,
    })),
  };
}
