import { z } from "zod";
import type { Related, Wave } from "#moderation/cases/waves.ts";
import type { Case, CaseEvent, CaseNote } from "#moderation/cases/words.ts";
import type { Evidence } from "#moderation/evidence/read.ts";
import type { CaseReport, CaseSignal, Person } from "./words.ts";

const time = z.iso.datetime();
const person = z.object({ id: z.string(), acct: z.string(), display_name: z.string(), url: z.string() });

const priority = z.object({
  severity: z.number(),
  reach: z.number(),
  voices: z.number(),
  age: z.number(),
  total: z.number(),
});

export const caseSchema = z.object({
  id: z.string(),
  number: z.number(),
  subject: z.object({ kind: z.string(), iri: z.string(), id: z.string().nullable() }),
  account: person.nullable(),
  domain: z.string().nullable(),
  community_id: z.string().nullable(),
  state: z.string(),
  category: z.string(),
  severity: z.number(),
  priority,
  reach: z.number(),
  excerpt: z.string(),
  reports_count: z.number(),
  signals_count: z.number(),
  servers_count: z.number(),
  assigned_to: person.nullable(),
  wave_id: z.string().nullable(),
  opened_at: time,
  due_at: time.nullable(),
  overdue: z.boolean(),
  closed_at: time.nullable(),
  closed_by: person.nullable(),
  version: z.number(),
  updated_at: time,
});

const eventSchema = z.object({
  id: z.string(),
  kind: z.string(),
  by: person.nullable(),
  details: z.record(z.string(), z.unknown()),
  at: time,
});

export const noteSchema = z.object({
  id: z.string(),
  author: z.string(),
  account: person.nullable(),
  text: z.string(),
  shared: z.boolean(),
  created_at: time,
});

export const evidenceSchema = z.object({
  id: z.string(),
  kind: z.string(),
  iri: z.string().nullable(),
  content: z.record(z.string(), z.unknown()).nullable(),
  sha256: z.string(),
  file: z.string().nullable(),
  media_type: z.string().nullable(),
  size: z.number().nullable(),
  problem: z.string().nullable(),
  captured_at: time,
  erased_at: time.nullable(),
});

const reportSchema = z.object({
  id: z.string(),
  account: person.nullable(),
  server: z.string().nullable(),
  category: z.string(),
  comment: z.string(),
  count: z.number(),
  state: z.string(),
  created_at: time,
});

const signalSchema = z.object({
  id: z.string(),
  category: z.string(),
  severity: z.number(),
  score: z.number(),
  source_kind: z.string(),
  source: z.string(),
  explanation: z.record(z.string(), z.unknown()),
  created_at: time,
});

const relatedSchema = z.object({
  because: z.string(),
  count: z.number(),
  cases: z.array(caseSchema),
});

export const fileSchema = caseSchema.extend({
  events: z.array(eventSchema),
  notes: z.array(noteSchema),
  servers: z.array(z.object({ server: z.string().nullable(), reports: z.number() })),
  reports: z.array(reportSchema),
  signals: z.array(signalSchema),
  evidence: z.array(evidenceSchema),
  related: z.array(relatedSchema),
});

export const waveSchema = z.object({
  id: z.string(),
  kind: z.string(),
  value: z.string(),
  example: z.string(),
  started_at: time,
  last_at: time,
  open_count: z.number(),
  count: z.number(),
});

/** How accounts are called, by their ids. */
export type People = ReadonlyMap<string, Person>;

function personOf(people: People, id: string | null) {
  const found = id === null ? undefined : people.get(id);
  if (found === undefined) return null;
  return { id: found.id, acct: found.acct, display_name: found.displayName, url: found.url };
}

export function caseEntity(of: Case, people: People): z.input<typeof caseSchema> {
  const { kind, iri, id, accountId } = of.subject;
  return {
    id: of.id,
    number: of.number,
    subject: { kind, iri, id },
    account: personOf(people, accountId),
    domain: of.domain,
    community_id: of.communityId,
    state: of.state,
    category: of.category,
    severity: of.severity,
    priority: of.priority,
    reach: of.reach,
    excerpt: of.excerpt,
    reports_count: of.reportsCount,
    signals_count: of.signalsCount,
    servers_count: of.serversCount,
    assigned_to: personOf(people, of.assignedTo),
    wave_id: of.waveId,
    opened_at: of.openedAt.toISOString(),
    due_at: of.dueAt?.toISOString() ?? null,
    overdue: of.isOverdue,
    closed_at: of.closedAt?.toISOString() ?? null,
    closed_by: personOf(people, of.closedBy),
    version: of.version,
    updated_at: of.updatedAt.toISOString(),
  };
}

export function eventEntity({ id, kind, by, details, at }: CaseEvent, people: People) {
  return { id, kind, by: personOf(people, by), details: { ...details }, at: at.toISOString() };
}

export function noteEntity(note: CaseNote, people: People): z.input<typeof noteSchema> {
  const { id, authorIri, accountId, text, isShared, createdAt } = note;
  return {
    id,
    author: authorIri,
    account: personOf(people, accountId),
    text,
    shared: isShared,
    created_at: createdAt.toISOString(),
  };
}

/** @param origin of the node: files are at addresses that only moderators can read */
export function evidenceEntity(of: Evidence, origin: string): z.input<typeof evidenceSchema> {
  return {
    id: of.id,
    kind: of.kind,
    iri: of.iri,
    content: of.content === null ? null : { ...of.content },
    sha256: of.sha256,
    file: of.file === null ? null : `${origin}/api/folkmoot/v1/evidence/${of.id}/file`,
    media_type: of.mediaType,
    size: of.size,
    problem: of.problem,
    captured_at: of.capturedAt.toISOString(),
    erased_at: of.erasedAt?.toISOString() ?? null,
  };
}

export function reportEntity(of: CaseReport, people: People): z.input<typeof reportSchema> {
  const { id, reporterId, server, category, comment, count, state, createdAt } = of;
  const account = personOf(people, reporterId);
  return { id, account, server, category, comment, count, state, created_at: createdAt.toISOString() };
}

export function signalEntity(of: CaseSignal): z.input<typeof signalSchema> {
  const { id, category, severity, score, sourceKind, source, explanation, createdAt } = of;
  return {
    id,
    category,
    severity,
    score,
    source_kind: sourceKind,
    source,
    explanation,
    created_at: createdAt.toISOString(),
  };
}

export function relatedEntity({ because, count, cases }: Related, people: People) {
  return { because, count, cases: cases.map((of) => caseEntity(of, people)) };
}

export function waveEntity(wave: Wave & { openCount: number; count: number }): z.input<typeof waveSchema> {
  const { id, kind, value, example, startedAt, lastAt, openCount, count } = wave;
  return {
    id,
    kind,
    value,
    example,
    started_at: startedAt.toISOString(),
    last_at: lastAt.toISOString(),
    open_count: openCount,
    count,
  };
}
