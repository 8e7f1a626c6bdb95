import type { ActionKind, ActionParams } from "#moderation/actions/kind.ts";
import { actionsBecauseOf, giveCause } from "#moderation/actions/read.ts";
import { agree, type ListDecision } from "#moderation/advice/agree.ts";
import { filtersFor } from "#moderation/filter.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { type ActDeps, act } from "../actions/act.ts";
import { undo } from "../actions/undo.ts";
import { moderationOf } from "../desk/moderation.ts";
import { each } from "../platform/each.ts";
import { type ActorVoice, readActorVoices } from "./store/actors.ts";
import { type DomainList, readLists } from "./store/lists.ts";

export type ActorDeps = ActDeps & Parameters<typeof readLists>[0] & { log: Parameters<typeof each>[0] };

const BATCH = 2_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** What a list asks to be done about an account. */
interface Wanted {
  cause: string;
  iri: Iri;
  accountId: string;
  kind: ActionKind;
  params: ActionParams;
  facts: string;
}

const listCause = (listId: string) => `list:${listId}`;
const keyOf = ({ cause, iri, kind, params }: Pick<Wanted, "cause" | "iri" | "kind" | "params">) =>
  [cause, iri, kind, ...(params.filters ?? []).toSorted()].join(" ");

/**
 * Makes what the lists have brought about for accounts of other servers what they say now. Each list's part is its own: an action
 * that it caused is undone when it says so no more, and with it nothing that somebody else decided. What a moderator has taken back
 * is not done again. Goes by what is, so that it may be done at any time, and twice; accounts that have become known since are
 * found by the next time.
 *
 * @returns how many actions there are anew, and how many are undone
 */
export async function settleActors(ctx: ActorDeps): Promise<{ decided: number; withdrawn: number }> {
  const lists = new Map((await readLists(ctx, "subscription")).map((list) => [list.id, list]));
  const known = await actionsBecauseOf(moderationOf(ctx).db, "list");
  const refused = new Set(
    known.filter(({ undoneBy }) => undoneBy !== null).map(({ cause, subject }) => `${cause} ${subject.iri}`),
  );
  const inForce = new Map(
    known
      .filter(({ undoneAt }) => undoneAt === null)
      .map(({ id, cause, kind, params, subject: { iri } }) => [keyOf({ cause, iri, kind, params }), id]),
  );
  const missing: Wanted[] = [];
  for (let after = FIRST; ; ) {
    const voices = await readActorVoices(ctx.sql, after, BATCH);
    const last = voices.at(-1);
    if (last === undefined) break;
    for (const wanted of wantedBy(lists, voices)) {
      if (inForce.delete(keyOf(wanted)) || refused.has(`${wanted.cause} ${wanted.iri}`)) continue;
      missing.push(wanted);
    }
    after = last.accountId;
  }
  const decided = await each(ctx.log, "do what a list says of an account", missing, (wanted) =>
    take(ctx, wanted),
  );
  const withdrawn = await each(
    ctx.log,
    "take back what a list said of an account",
    [...inForce.values()],
    (id) => must(undo(ctx, null, { actionId: id, reason: "" })),
  );
  return { decided, withdrawn };
}

/** Keeps what a list has brought about, when it ends: as decided by the node, and no list's any more. */
export async function keepActors(
  ctx: Pick<ActorDeps, "db" | "sql" | "clock" | "ids">,
  listId: string,
): Promise<void> {
  await giveCause(moderationOf(ctx).db, { from: listCause(listId), to: `kept:${listId}` });
}

function wantedBy(lists: ReadonlyMap<string, DomainList>, voices: readonly ActorVoice[]): Wanted[] {
  return [...Map.groupBy(voices, ({ accountId }) => accountId).values()].flatMap((said) => {
    const [{ domain, iri, accountId }] = said as [ActorVoice];
    const heard = said.flatMap(({ listId, entry, answer }) => {
      const list = lists.get(listId);
      return list === undefined ? [] : [{ list, entry, answer }];
    });
    return [...agree(domain, heard)].flatMap(([listId, decision]) =>
      actionsFor(decision).map((action) => ({
        ...action,
        cause: listCause(listId),
        iri: iri as Iri,
        accountId,
        facts: [lists.get(listId)?.name, decision.publicReason].filter(Boolean).join(": ").slice(0, 2_000),
      })),
    );
  });
}

function actionsFor({ verdict, filters }: ListDecision): Pick<Wanted, "kind" | "params">[] {
  if (verdict === "reject") return [{ kind: "suspend", params: {} }];
  const asked = filters.filter((name) => filtersFor("account").includes(name));
  return [
    ...(verdict === "limit" ? [{ kind: "limit" as const, params: {} }] : []),
    ...(asked.length > 0 ? [{ kind: "filter" as const, params: { filters: asked } }] : []),
  ];
}

async function take(ctx: ActorDeps, { cause, iri, accountId, kind, params, facts }: Wanted): Promise<void> {
  const subject = { kind: "account" as const, iri, id: accountId, accountId };
  await must(act(ctx, null, { subject, kind, params, cause, reasons: { category: "other", facts } }));
}

/** What cannot be done about one is logged, and keeps nobody else from theirs. */
async function must(done: Promise<{ ok: true } | { ok: false; error: { type: string } }>): Promise<void> {
  const result = await done;
  if (!result.ok && result.error.type !== "action/already-undone") throw new Error(result.error.type);
}
