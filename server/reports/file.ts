import type { Category } from "#moderation/category.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { clean } from "#protocol/vocab/read/names.ts";
import type { Ctx } from "../context.ts";
import { joinCases } from "./join.ts";
import { planCases } from "./plan.ts";
import { keepForward } from "./store/forwards.ts";
import {
  insertReport,
  type ReportCategory,
  type ReportedPost,
  readReportable,
  readReportedPosts,
} from "./store/reports.ts";
import { readNamedAccounts, readNamedPosts } from "./store/subjects.ts";
import { commentOf, reasonsOf, severityOf, topicOf } from "./topic.ts";

export type FileReportError =
  | { type: "report/target-not-found" }
  | { type: "report/comment-too-long"; most: number };

export interface FileReportInput {
  /** Local account that complains. */
  reporterId: string;
  targetId: string;
  /** Posts of the target; those that the reporter may not see are left out. */
  postIds?: readonly string[];
  comment?: string;
  category?: ReportCategory;
  /** The same in moderation's own words, which are more. */
  topic?: Category | null;
  /** Rules of the node that were broken. */
  ruleIds?: readonly string[];
  /** Whether the target's server is told too, in the node's name. */
  forward?: boolean;
  /** Which servers are told: the target's when left out, and those of people whom its posts answer. */
  forwardTo?: readonly string[] | null;
}

const MAX_OWN_COMMENT = 1_000;

/** A complaint by somebody here about an account. */
export async function fileReport(
  ctx: Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "handleHost" | "outbox">,
  input: FileReportInput,
): Promise<Result<{ id: string }, FileReportError>> {
  const { reporterId, targetId, ruleIds = [], forward = false } = input;
  const comment = clean(input.comment ?? "");
  const category = ruleIds.length > 0 ? "violation" : (input.category ?? "other");
  const topic = input.topic ?? topicOf(category);
  if ([...comment].length > MAX_OWN_COMMENT)
    return err({ type: "report/comment-too-long", most: MAX_OWN_COMMENT });
  const id = ctx.ids.next();
  const filed = await ctx.db.transaction(async (tx) => {
    const target = await readReportable(tx, targetId);
    if (target === null) return false;
    const posts = await readReportedPosts(tx, targetId, reporterId, input.postIds ?? []);
    const subjects: Iri[] = [target.iri, ...posts.map((post) => post.iri)];
    const recipients = forward ? recipientsOf(target, posts, input.forwardTo ?? null) : null;
    await insertReport(tx, {
      id,
      iri: null,
      reporterId,
      originDomain: null,
      targetId,
      subjects,
      subjectsKey: "",
      comment,
      category,
      topic,
      details: {},
      ruleIds: [...ruleIds],
      postIds: posts.map((post) => post.id),
      forwarded: recipients !== null,
      createdAt: ctx.clock.now(),
    });
    const accounts = await readNamedAccounts(tx, subjects);
    const planned = planCases(accounts, await readNamedPosts(tx, subjects));
    const report = { id, server: null, category: topic, severity: severityOf(topic) };
    await joinCases(ctx, tx, report, planned);
    if (recipients !== null) {
      const reportIri = ctx.uris.activity(ctx.ids.next());
      await keepForward(tx, { iri: reportIri, reportId: id });
      const said = { comment: commentOf(comment, topic), reasons: reasonsOf(topic) };
      const event = { reportIri, targetId, subjects, ...said, ...recipients };
      await ctx.outbox.append(tx, { kind: "report.forwarded", ...event });
    }
    return true;
  });
  if (!filed) return err({ type: "report/target-not-found" });
  ctx.outbox.wake();
  return ok({ id });
}

/** Null when no other server is to be told: the target is of this one, or the reporter named other servers. */
function recipientsOf(
  target: { domain: string | null },
  posts: readonly ReportedPost[],
  domains: readonly string[] | null,
): { alsoTo?: string[] } | null {
  const wanted = domains?.map((domain) => domain.toLowerCase()) ?? [target.domain];
  if (target.domain === null || !wanted.includes(target.domain)) return null;
  const alsoTo = posts.flatMap(({ answeredId, answeredDomain }) =>
    answeredId !== null && answeredDomain !== target.domain && wanted.includes(answeredDomain)
      ? [answeredId]
      : [],
  );
  return alsoTo.length === 0 ? {} : { alsoTo: [...new Set(alsoTo)] };
}
