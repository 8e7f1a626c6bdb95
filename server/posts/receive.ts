import type { Arrival, Intake, KnownAccount } from "#federation/ports.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { createBatcher } from "../platform/batcher.ts";
import { openGate, type PolicyGate } from "../policy/gate-port.ts";
import { boostAsGroup } from "./groups.ts";
import { linkQuotes, receivedQuoteState } from "./quote-state.ts";
import { fits, noLater, type PostRow, postRow } from "./row.ts";
import { adoptOrphans } from "./store/adopt.ts";
import { type Inserted, insertPosts } from "./store/insert.ts";
import { insertPlainPosts, isPlainRow } from "./store/insert-plain.ts";
import { reachNewFollowers } from "./store/new-followers.ts";
import { insertPolls } from "./store/polls.ts";
import { waves } from "./waves.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "sql" | "db" | "outbox">;
interface Received {
  post: Post;
  row: PostRow;
  /** Local groups, by id, that do not pass it on for now. */
  keptOutOf: ReadonlySet<string>;
}

const MAX_BATCH = 100;
const MAX_WAITING = 5000;
/** A server that is answered for one post sends its next a moment later; together they cost the database less. */
const GATHER_MS = 4;

/**
 * Takes in posts of other servers. Posts that arrive together are stored by one statement and one commit.
 *
 * @throws Error caused by `batcher/overloaded` when thousands wait already: the sender should try again later, so nothing may
 *   be answered for the post
 * @param policy the node's rules about what comes in
 */
export function createPostReceiver(ctx: Deps, policy: Pick<PolicyGate, "inbound"> = openGate) {
  let taken = 0;
  const batcher = createBatcher<Received, Intake>({
    maxSize: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    gatherMs: GATHER_MS,
    run: (batch) => {
      taken += batch.length;
      // A new plan whenever the posts taken in by this process are four times as many.
      return storeBatch(ctx, batch, Math.floor(Math.log2(taken) / 2));
    },
  });
  return async (post: Post, author: KnownAccount, arrival: Arrival): Promise<Intake> => {
    if (author.isLocal) return { outcome: "ignored", reason: "post/author-is-local" };
    if (!fits(post)) return { outcome: "ignored", reason: "post/too-large" };
    const judged = await policy.inbound(post, author, arrival);
    if (judged.outcome !== "taken") return judged;
    const { filtered, keptOutOf, afterwards } = judged;
    const id = ctx.ids.next(noLater(post.publishedAt, ctx.clock.now()));
    const quoteState = receivedQuoteState(post);
    const storing = { id, accountId: author.id, isLocal: false, arrival, quoteState, filtered };
    const row = postRow(ctx, filtered?.post ?? post, storing);
    const stored = await batcher.submit({ post, row, keptOutOf });
    if (!stored.ok) throw new Error(`${stored.error.waiting} posts wait`, { cause: stored.error });
    const intake = stored.value;
    if (afterwards !== null && intake.outcome === "accepted" && intake.id) await afterwards(intake.id);
    return intake;
  };
}

/** Each step may be repeated: when a later one fails, the batcher runs the posts again one by one. */
async function storeBatch(ctx: Deps, batch: readonly Received[], scale: number): Promise<Intake[]> {
  const now = ctx.clock.now();
  const stored = new Map<string, Inserted>();
  for (const wave of waves(batch)) {
    const answers = await storeRows(
      ctx,
      wave.map((each) => each.row),
      now,
      scale,
    );
    for (const answer of answers) stored.set(answer.iri, answer);
    const polls = wave.flatMap(({ post }) =>
      post.poll === null ? [] : [{ iri: post.iri, poll: post.poll }],
    );
    if (polls.length > 0) await insertPolls(ctx.sql, polls);
    const quoting = wave.flatMap(({ post }) => (post.quote === null ? [] : (stored.get(post.iri)?.id ?? [])));
    if (quoting.length > 0) await linkQuotes(ctx, ctx.sql, quoting);
    await reachNewFollowers(ctx.sql, followedMeanwhile(answers));
    for (const answer of answers) {
      if (answer.isAwaited && answer.id !== null) await adoptOrphans(ctx.sql, answer.id);
      for (const groupId of answer.groups ?? []) {
        const isKeptOut = wave.some(
          ({ post, keptOutOf }) => post.iri === answer.iri && keptOutOf.has(groupId),
        );
        if (!isKeptOut) await boostAsGroup(ctx, groupId, answer.id);
      }
    }
  }
  return batch.map(({ post }) => outcomeOf(stored.get(post.iri)));
}

/** Most posts are plain and new, and stored by a statement of their own; a batch of others too takes two. */
async function storeRows(
  { sql }: Deps,
  rows: readonly PostRow[],
  now: Date,
  scale: number,
): Promise<Inserted[]> {
  const plain = rows.filter(isPlainRow);
  const answers = plain.length === 0 ? [] : await insertPlainPosts(sql, plain, scale);
  if (answers.length === rows.length) return answers;
  const stored = new Set(answers.map(({ iri }) => iri));
  const others = rows.filter(({ iri }) => !stored.has(iri));
  return answers.concat(await insertPosts(sql, others, now, scale));
}

function followedMeanwhile(answers: readonly Inserted[]): string[] {
  return answers.flatMap((answer) => (answer.isFollowedMeanwhile && answer.id !== null ? [answer.id] : []));
}

function outcomeOf(answer: Inserted | undefined): Intake {
  if (answer?.isGone) return { outcome: "ignored", reason: "post/deleted" };
  return answer?.id ? { outcome: "accepted", id: answer.id } : { outcome: "accepted" };
}
