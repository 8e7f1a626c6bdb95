import type { Iri } from "#protocol/ids/iri.ts";
import type { Joining } from "../cases/words.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { domainSubject, keyOf, type Subject } from "../subject.ts";
import type { NewSignal, Threshold } from "./signal.ts";
import { countSignals, hasOpenCase, insertSignal, readThresholds, setCase } from "./store.ts";
import { usualThresholds } from "./threshold.ts";

const HOUR_MS = 3_600_000;

/** What signals need of their host. */
export interface SignalPorts {
  /** Brings a signal to the case about a subject, as reports are brought: with evidence, and what the host knows of the subject. */
  bring(
    on: Statements,
    bringing: Pick<Joining, "subject" | "domain" | "communityId" | "category" | "severity" | "because">,
  ): Promise<{ caseId: string }>;
}

/**
 * Keeps a signal, in the caller's transaction. It joins the open case about its subject, and opens one where it says so
 * itself, or where there are as many as a threshold asks for: about the post, its author, or the author's domain.
 *
 * @param account the IRI of whose the subject is, for a case about them
 * @returns the case that got it
 * @example await raise(ctx, tx, { subject, domain, category: "spam", score: 0.9, severity: 1, source, explanation: {}, opensCase: false });
 */
export async function raise(
  ctx: Pick<ModerationCtx, "clock" | "ids"> & { readonly signals: SignalPorts },
  on: Statements,
  signal: NewSignal & { account?: Iri | null },
): Promise<{ signalId: string; caseId: string | null }> {
  const now = ctx.clock.now();
  const signalId = ctx.ids.next();
  const { subject, category, score, severity, source } = signal;
  await insertSignal(on, { ...signal, id: signalId }, now);
  await appendEntry(ctx, on, "private", {
    kind: "signal.raised",
    by: source.kind === "person" ? source.accountId : null,
    body: {
      signalId,
      category,
      score: String(score),
      severity,
      source: `${source.kind}:${source.id}`,
    },
    secret: { about: keyOf(subject), content: { subject: subject.iri } },
  });
  const about = await subjectOfCase(on, signal, now);
  if (about === null) return { signalId, caseId: null };
  const { caseId } = await ctx.signals.bring(on, {
    subject: about,
    domain: signal.domain,
    communityId: about === subject ? (signal.communityId ?? null) : null,
    category,
    severity,
    because: { signal: signalId },
  });
  await setCase(on, signalId, caseId);
  return { signalId, caseId };
}

async function subjectOfCase(
  on: Statements,
  signal: NewSignal & { account?: Iri | null },
  now: Date,
): Promise<Subject | null> {
  const { subject, opensCase } = signal;
  if (opensCase || (await hasOpenCase(on, subject.iri))) return subject;
  const known = await readThresholds(on);
  // The widest first: a hundred posts of one server are one case about the server.
  const order = ["domain", "account", "post"];
  const thresholds = (known.length > 0 ? known : usualThresholds).toSorted(
    (a, b) => order.indexOf(a.per) - order.indexOf(b.per),
  );
  for (const threshold of thresholds) {
    const about = await reached(on, threshold, signal, now);
    if (about !== null) return about;
  }
  return null;
}

async function reached(
  on: Statements,
  { category, per, count, hours, leastScore }: Threshold,
  signal: NewSignal & { account?: Iri | null },
  now: Date,
): Promise<Subject | null> {
  if ((category !== null && category !== signal.category) || signal.score < leastScore) return null;
  const about = subjectPer(per, signal);
  if (about === null) return null;
  const key = per === "account" ? about.accountId : per === "domain" ? signal.domain : about.iri;
  if (key === null) return null;
  const since = new Date(now.getTime() - hours * HOUR_MS);
  const counted = await countSignals(on, {
    per,
    key,
    category: signal.category,
    leastScore,
    since,
    most: count,
  });
  return counted >= count ? about : null;
}

function subjectPer(
  per: Threshold["per"],
  { subject, domain, account }: NewSignal & { account?: Iri | null },
): Subject | null {
  if (per === "post") return subject.kind === "post" ? subject : null;
  if (per === "domain") return domain === null ? null : domainSubject(domain);
  if (subject.kind === "account") return subject;
  return account && subject.accountId !== null
    ? { kind: "account", iri: account, id: subject.accountId, accountId: subject.accountId }
    : null;
}
