import { isCategory } from "#moderation/category.ts";
import { domainSubject, type Subject } from "#moderation/subject.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { type ActError, type Acted, actWithin } from "../actions/act.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { recommend } from "./recommend.ts";
import { type Became, findKnown } from "./store/received.ts";
import type { Treatment } from "./treatment.ts";

const DAY_MS = 86_400_000;
const MOST_TEXT = 5_000;

interface Treated {
  readonly decision: Decision;
  readonly peer: string;
  readonly treatment: Treatment;
  /** Whether somebody here has undone what was done in this case before. */
  readonly isOverruled: boolean;
}

const became = (state: Became["state"], more: Partial<Became> = {}): Became => ({
  state,
  actionId: null,
  caseId: null,
  why: null,
  ...more,
});

/** Does with a decision of another node what is to be done with it. What may not be done without a person is left to one, with the reason. */
export async function treat(
  ctx: ApiCtx,
  tx: Tx,
  { decision, peer, treatment, isOverruled }: Treated,
  later: (() => Promise<void>)[],
): Promise<Became> {
  if (treatment === "ignore") return became("ignored");
  if (treatment === "show") return became("shown");
  const found = await subjectHere(tx, decision);
  if (found === null) return became("shown", { why: "subject/unknown" });
  if (decision.verdict === "none") return became(treatment === "apply" ? "applied" : "shown");
  const why = isOverruled ? "action/undone-here" : null;
  if (treatment === "recommend" || isOverruled)
    return became("recommended", { why, caseId: await recommend(ctx, tx, { ...found, decision, peer }) });
  const acted = await apply(ctx, tx, decision, found.subject);
  if (acted.ok) {
    later.push(acted.value.afterwards);
    return became("applied", { actionId: acted.value.actionId });
  }
  const { type } = acted.error;
  if (type === "action/subject-not-found") return became("shown", { why: type });
  return became("recommended", { why: type, caseId: await recommend(ctx, tx, { ...found, decision, peer }) });
}

/** In a transaction of its own within the other: what fails leaves nothing. */
function apply(ctx: ApiCtx, tx: Tx, decision: Decision, subject: Subject): Promise<Result<Acted, ActError>> {
  const { id, verdict, days, category, facts, reasons } = decision;
  return orRollBack<Acted, ActError>({ db: tx }, async (inner) => {
    const acted = await actWithin(ctx, inner, null, {
      subject,
      kind: verdict,
      endsAt: days === null ? null : new Date(ctx.clock.now().getTime() + days * DAY_MS),
      reasons: {
        category: isCategory(category) ? category : "other",
        facts: facts.slice(0, MOST_TEXT).toWellFormed(),
        text: reasons.slice(0, MOST_TEXT).toWellFormed(),
      },
      cause: `decision:${id}`,
    });
    return acted.ok ? ok(acted.value) : err(acted.error);
  });
}

async function subjectHere(
  tx: Tx,
  { subject: { kind, id: iri } }: Decision,
): Promise<{ subject: Subject; domain: string | null } | null> {
  if (iri === null) return null;
  if (kind === "domain") {
    const domain = URL.parse(iri)?.hostname ?? "";
    return domain === "" ? null : { subject: domainSubject(domain), domain };
  }
  const known = await findKnown(tx, iri);
  if (known?.kind !== kind) return null;
  const { id, accountId, domain } = known;
  return { subject: { kind, iri: iri as Iri, id, accountId }, domain };
}
