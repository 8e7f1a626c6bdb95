import { compose } from "#moderation/actions/compose.ts";
import { actionsInForce } from "#moderation/actions/read.ts";
import { appendEntry } from "#moderation/ledger/append.ts";
import type { Subject } from "#moderation/subject.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { type CheckError, checkSubject } from "../../actions/check.ts";
import { findSubject } from "../../actions/subjects.ts";
import type { Moderator } from "../../admin/may-act.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { moderatePost } from "../../posts/moderate.ts";
import { FILTER_WARNING } from "../filters/apply.ts";
import { clearAccountMarks, clearPostMarks, clearWarning, type Marks, readMarks } from "../store/marks.ts";

export type { Marks } from "../store/marks.ts";

/** A post or an account that is known here. */
export interface Marked {
  kind: "post" | "account";
  id: string;
}

export type LiftError = CheckError;

type Deps = Pick<ApiCtx, "clock" | "ids" | "uris" | "handleHost" | "db" | "sql" | "outbox" | "forgetAccount">;

/** What rules have made of a post, or do to an account because of its profile. Nothing where they do nothing. */
export function marksOf(ctx: Pick<ApiCtx, "sql">, { kind, id }: Marked): Promise<Marks> {
  return readMarks(ctx.sql, kind, id);
}

/**
 * Takes back what rules said of a post or of an account: labels and filters; what moderators want stays. A post is listed and
 * its media are shown again as its author chose; what was left out of it (media, links) comes back with its author's next
 * edit alone.
 *
 * @returns what was lifted
 */
export async function liftMarks(ctx: Deps, by: Moderator, marked: Marked): Promise<Result<Marks, LiftError>> {
  const subject = await findSubject(ctx, marked);
  if (subject === null) return err({ type: "action/subject-not-found" });
  const lifted = await ctx.db.transaction(async (tx): Promise<Result<Marks, LiftError>> => {
    const allowed = await checkSubject(ctx, tx, by, { kind: "none", subject, params: {} });
    if (!allowed.ok) return allowed;
    const marks = await readMarks(tx, marked.kind, marked.id);
    if (marks.filters.length + marks.labels.length === 0) return ok(marks);
    if (marked.kind === "account") await clearAccountMarks(tx, marked.id);
    else await liftFromPost(ctx, tx, subject, marked.id);
    await appendEntry(moderationOf(ctx), statementsOn(tx), "private", {
      kind: "policy.lifted",
      by: by.accountId,
      body: { what: marked.kind, ...marks },
      secret: { about: subject.iri, content: { subject: subject.iri } },
    });
    return ok(marks);
  });
  ctx.outbox.wake();
  if (marked.kind === "account") ctx.forgetAccount(subject.iri);
  return lifted;
}

async function liftFromPost(ctx: Deps, tx: Tx, { iri }: Subject, id: string): Promise<void> {
  const { isRemoved, isHeld, isSensitive, filters } = compose(await actionsInForce(statementsOn(tx), iri));
  await clearPostMarks(tx, id);
  await clearWarning(tx, id, FILTER_WARNING);
  await moderatePost(
    ctx,
    tx,
    id,
    {
      isHidden: isRemoved || isHeld,
      isRemoved,
      isSensitive: isSensitive || filters.includes("auto-sensitive"),
      isUnlisted: filters.includes("auto-unlisted"),
    },
    { iri: ctx.uris.activity(ctx.ids.next()), summary: "" },
  );
}
