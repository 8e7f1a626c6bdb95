import { createHash } from "node:crypto";
import type { Intake, IntakePort } from "#federation/ports.ts";
import { hostOf } from "#protocol/ids/iri.ts";
import type { Ctx, Tx } from "../context.ts";
import { countOnly } from "./count-only.ts";
import { joinCases } from "./join.ts";
import { ourBusiness, type PlannedCase, planCases } from "./plan.ts";
import {
  countFlag,
  countSince,
  hasChanged,
  inTurn,
  keepFlag,
  readOfSubject,
  readReportOfFlag,
  readSame,
  saidBefore,
  WORDS_KEPT,
} from "./store/flags.ts";
import { insertReport } from "./store/reports.ts";
import { readNamedAccounts, readNamedPosts } from "./store/subjects.ts";
import { mastodonCategory, severityOf, topicOfTags } from "./topic.ts";

const MAX_COMMENT = 5000;
/** Reports that one server may open in an hour. Further ones are counted in those that it has opened. */
const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "handleHost">;
type Received = Parameters<IntakePort["report"]>[0];

/**
 * A complaint (`Flag`) from another server. The same one counts once, also when it has no id; several of one server about
 * the same are one report, whose count grows.
 */
export async function receiveReport(ctx: Deps, received: Received): Promise<Intake> {
  const { iri, by, subjects } = received;
  if (subjects.length === 0) return { outcome: "ignored", reason: "report/no-subject" };
  const domain = hostOf(by.iri);
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const [namedAccounts, namedPosts] = await Promise.all([
      readNamedAccounts(tx, subjects),
      readNamedPosts(tx, subjects),
    ]);
    const { accounts, posts } = ourBusiness(namedAccounts, namedPosts);
    const planned = planCases(accounts, posts);
    const [first] = planned;
    if (first === undefined) return { outcome: "ignored", reason: "report/nothing-here" };
    // The connection runs them one after another: what is read, is read in turn.
    const [, counted, same] = await Promise.all([
      inTurn(tx, domain),
      iri === null ? null : readReportOfFlag(tx, iri),
      readSame(tx, domain, keyOf(planned)),
    ]);
    if (counted !== null) return { outcome: "accepted", id: counted };
    if (same !== null)
      return { outcome: "accepted", id: await addTo(ctx, tx, same, domain, received, planned, true) };
    const hourAgo = ctx.ids.next(new Date(ctx.clock.now().getTime() - HOUR_MS));
    const isFlood = (await countSince(tx, domain, hourAgo, MOST_AN_HOUR)) >= MOST_AN_HOUR;
    const id = isFlood
      ? await addToMany(ctx, tx, domain, received, planned)
      : await open(ctx, tx, domain, received, planned);
    return { outcome: "accepted", id };
  });
}

async function open(
  ctx: Deps,
  tx: Tx,
  domain: string,
  { iri, by, subjects, comment, reasons = [], startAt, endAt }: Received,
  planned: readonly PlannedCase[],
): Promise<string> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const topic = topicOfTags(reasons);
  const targetId = planned[0]?.subject.accountId ?? null;
  const cut = comment.slice(0, MAX_COMMENT);
  const posts = planned.filter(({ subject }) => subject.kind === "post" && subject.accountId === targetId);
  await insertReport(tx, {
    id,
    iri,
    reporterId: by.id,
    originDomain: domain,
    targetId,
    subjects,
    subjectsKey: keyOf(planned),
    comment: cut,
    category: mastodonCategory(topic),
    topic,
    details: { ...(startAt != null && { startAt }), ...(endAt != null && { endAt }) },
    ruleIds: [],
    postIds: posts.flatMap(({ subject }) => subject.id ?? []),
    forwarded: false,
    createdAt: now,
  });
  await keepFlag(tx, { iri: iri ?? `urn:uuid:${id}`, reportId: id, accountId: by.id, comment: cut, at: now });
  const report = { id, server: domain, category: topic, severity: severityOf(topic) };
  await joinCases(ctx, tx, report, planned);
  return id;
}

/**
 * One more complaint about the same, by the same server. Where it says nothing new it is only counted: a wave of reports about
 * one post would otherwise wait for its case while each looks at the post again.
 *
 * @param isSame the report is about what was planned, and nothing else
 */
async function addTo(
  ctx: Deps,
  tx: Tx,
  reportId: string,
  domain: string,
  { iri, by, comment, reasons = [] }: Received,
  planned: readonly PlannedCase[],
  isSame = false,
): Promise<string> {
  const now = ctx.clock.now();
  const cut = comment.slice(0, MAX_COMMENT);
  if (iri === null && (await saidBefore(tx, reportId, by.id, cut))) return reportId;
  const { count, lastAt } = await countFlag(tx, reportId, now);
  const named = iri ?? `urn:uuid:${ctx.ids.next()}`;
  await keepFlag(tx, { iri: named, reportId, accountId: by.id, comment: cut, at: now });
  const isRepeat = isSame && reasons.length === 0 && !(await hasChanged(tx, reportId, lastAt));
  if ((isRepeat || count > WORDS_KEPT) && (await countOnly(ctx, tx, reportId, domain, count)))
    return reportId;
  const topic = topicOfTags(reasons);
  const report = { id: reportId, server: domain, category: topic, severity: severityOf(topic) };
  await joinCases(ctx, tx, report, planned);
  return reportId;
}

/** A server that has opened too many reports: what it says is counted where it has complained already. */
async function addToMany(
  ctx: Deps,
  tx: Tx,
  domain: string,
  received: Received,
  planned: readonly PlannedCase[],
): Promise<string> {
  const fresh: PlannedCase[] = [];
  let added: string | null = null;
  for (const plan of planned) {
    const known = await readOfSubject(tx, domain, plan.subject);
    if (known === null) fresh.push(plan);
    else added = await addTo(ctx, tx, known, domain, received, [plan]);
  }
  if (fresh.length === 0 && added !== null) return added;
  return open(ctx, tx, domain, added === null ? received : { ...received, iri: null }, fresh);
}

/** A text that is the same for the same subjects, in whatever order. */
function keyOf(planned: readonly PlannedCase[]): string {
  const iris = planned.map(({ subject }) => subject.iri).sort();
  return createHash("sha256").update(iris.join(" ")).digest("base64url");
}
