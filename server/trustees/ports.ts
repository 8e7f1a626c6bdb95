import type { Statements } from "#moderation/ports.ts";
import type { TrusteeCtx, TrusteeNotice, TrusteePorts } from "#moderation/trustees/ports.ts";
import type { Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { ActDeps } from "../actions/act.ts";
import { limits } from "../actions/check.ts";
import type { Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { signAsNode } from "../moot/sign.ts";
import { readRules } from "../site/rules.ts";
import { carryOut } from "./carry-out.ts";
import { conflictsOf } from "./conflicts.ts";
import { rulesNamed } from "./rules.ts";
import { seal, unseal } from "./seal.ts";
import { isPublicCase } from "./store.ts";

/** What use cases of trustees work with in a transaction, and what is to be done once it is committed. */
interface InTransaction {
  readonly trustees: TrusteeCtx;
  readonly on: Statements;
  readonly tx: Tx;
  afterwards(): Promise<void>;
}

function trusteesIn(ctx: ActDeps, tx: Tx): InTransaction {
  const notices: TrusteeNotice[] = [];
  const later: (() => Promise<void>)[] = [];
  const ports: TrusteePorts = {
    conflictsOf: (_, caseId, accountIds) =>
      conflictsOf(tx, { caseId, handleHost: ctx.handleHost }, accountIds),
    seal: (text) => seal(ctx, text),
    unseal: (sealed) => unseal(ctx, sealed),
    signAsNode: (_, document) => signAsNode(ctx, document),
    carryOut: async (_, panel, decision) => {
      const done = await carryOut(ctx, tx, panel, decision);
      later.push(done.afterwards);
      return done;
    },
    isPublic: (_, caseId) => isPublicCase(tx, caseId),
    reasonsFor: async (_, { category, rules }) => {
      const broken = rulesNamed(ctx.uris, rules, await readRules(ctx)).map(({ text }) => text);
      // As long as an author is told.
      return broken.length > 0 ? broken.join("\n").slice(0, limits.text) : category;
    },
    told: async (_, told) => void notices.push(...told),
  };
  const { clock, ids } = moderationOf(ctx);
  return {
    trustees: { clock, ids, uris: ctx.uris, trustees: ports },
    on: statementsOn(tx),
    tx,
    async afterwards() {
      for (const work of later) await work();
      for (const notice of notices)
        await ctx.chores.add({ ...notice, kind: "tell-trustee", what: notice.kind });
      ctx.outbox.wake();
    },
  };
}

/**
 * Does something with trustees or panels in one transaction, which is rolled back on an expected failure; whoever is to hear of it is told
 * afterwards.
 *
 * @example await withTrustees(ctx, ({ trustees, on }) => castBallot(trustees, on, { panelId, accountId, document }));
 */
export async function withTrustees<T, E>(
  ctx: ActDeps,
  work: (within: Pick<InTransaction, "trustees" | "on" | "tx">) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  let afterwards = async () => {};
  const done = await orRollBack<T, E>(ctx, (tx) => {
    const within = trusteesIn(ctx, tx);
    afterwards = within.afterwards;
    return work(within);
  });
  if (done.ok) await afterwards();
  return done;
}
