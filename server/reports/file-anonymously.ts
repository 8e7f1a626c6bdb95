import type { Category } from "#moderation/category.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx, Tx } from "../context.ts";
import { joinCases } from "./join.ts";
import { planCases } from "./plan.ts";
import { insertReport } from "./store/reports.ts";
import { readNamedAccounts, readNamedPosts } from "./store/subjects.ts";
import { mastodonCategory, severityOf } from "./topic.ts";

/** A complaint by somebody without an account, in the caller's transaction. */
export async function fileAnonymously(
  ctx: Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "handleHost">,
  tx: Tx,
  { targetId, subjects, text, topic }: { targetId: string; subjects: Iri[]; text: string; topic: Category },
): Promise<{ reportId: string; caseId: string | null }> {
  const id = ctx.ids.next();
  const posts = await readNamedPosts(tx, subjects);
  await insertReport(tx, {
    id,
    iri: null,
    reporterId: null,
    originDomain: null,
    targetId,
    subjects,
    subjectsKey: "",
    comment: text,
    category: mastodonCategory(topic),
    topic,
    details: {},
    ruleIds: [],
    postIds: posts.map((post) => post.id),
    forwarded: false,
    createdAt: ctx.clock.now(),
  });
  const planned = planCases(await readNamedAccounts(tx, subjects), posts);
  const report = { id, server: null, category: topic, severity: severityOf(topic) };
  const [caseId = null] = await joinCases(ctx, tx, report, planned);
  return { reportId: id, caseId };
}
