import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import {
  insertReport,
  type ReportCategory,
  type ReportedPost,
  readReportable,
  readReportedPosts,
} from "./store.ts";

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
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris" | "outbox">,
  input: FileReportInput,
): Promise<Result<{ id: string }, FileReportError>> {
  const { reporterId, targetId, comment = "", category = "other", ruleIds = [], forward = false } = input;
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
      targetId,
      subjects,
      comment,
      category: ruleIds.length > 0 ? "violation" : category,
      ruleIds: [...ruleIds],
      postIds: posts.map((post) => post.id),
      forwarded: recipients !== null,
      createdAt: ctx.clock.now(),
    });
    if (recipients !== null) {
      const reportIri = ctx.uris.activity(ctx.ids.next());
      const event = { reportIri, targetId, subjects, comment, ...recipients };
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
