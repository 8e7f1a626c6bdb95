import type { Change } from "../../changes/feed.ts";
import type { ApiCtx } from "../../context.ts";
import { timeOf } from "../../platform/ids.ts";
import { hashtagKey } from "../../posts/row.ts";
import type { TimelineEntry } from "../../timelines/read.ts";
import { Message } from "../message.ts";
import type { Audience, Subscription } from "../registry.ts";
import { readFollowers, readHidden, readHomes, readHomesOfRecent } from "../store/homes.ts";
import { readListsOf } from "../store/lists.ts";
import type { StreamName } from "../streams.ts";
import type { Emit } from "./emit.ts";
import { loadEntries } from "./entries.ts";
import type { Filters } from "./filters.ts";
import { loadPayloads } from "./payloads.ts";

/** Whether everybody may listen there, or those alone who have asked for the author. */
type Place = "open" | "own";

/** What is older when it comes is history, and not news. */
const NEWS_MS = 6 * 3_600_000;

const openNames = [
  "public",
  "public:media",
  "public:local",
  "public:local:media",
  "public:remote",
  "public:remote:media",
  "hashtag",
  "hashtag:local",
] as const satisfies StreamName[];

/** New posts, boosts and edits, to everybody on whose timelines they are. */
export async function postEvents(
  ctx: ApiCtx,
  audience: Audience,
  changes: readonly Change[],
  filters: Filters,
): Promise<Emit> {
  const isHeard = [...openNames, "user" as const, "list" as const].some((name) => audience.of(name).size > 0);
  const news = isHeard ? changes.filter(isNews) : [];
  if (news.length === 0) return () => undefined;
  const idsOf = (kind: Change["kind"]) => [
    ...new Set(news.flatMap((change) => (change.kind === kind ? change.subjectId : []))),
  ];
  const edited = [...idsOf("post.edited"), ...idsOf("post.moderated")];
  const viewers = [...audience.of("user").keys()];
  const ids = [...new Set(news.map((change) => change.subjectId))];
  const [entries, recent, settled, lists] = await Promise.all([
    loadEntries(ctx, null, ids),
    readHomesOfRecent(ctx.sql, viewers, idsOf("home.added")),
    readHomes(ctx.sql, viewers, edited),
    readListsOf(ctx.sql, [...audience.of("list").keys()], ids),
  ]);
  const found = [...entries.values()];
  const readers = readersOf(audience, [...recent.values(), ...settled.values()]);
  const limited = found.map(({ post }) => post.account).filter((account) => account.limited);
  const [hidden, followers] = await Promise.all([
    readHidden(ctx.sql, readers, accountsOf(found), ctx.clock.now()),
    readFollowers(ctx.sql, readers, [...new Set(limited.map((account) => account.id))]),
  ]);
  const payloadOf = await loadPayloads(ctx, found, readers, hidden, filters);

  function isHidden({ post, boostedBy }: TimelineEntry, viewerId: string | null): boolean {
    if (viewerId === null) return false;
    const by = boostedBy === null ? [post.account.id] : [post.account.id, boostedBy.id];
    return by.some((id) => id !== viewerId && hidden.get(id)?.has(viewerId));
  }

  /** Whom moderators have limited is shown in public to their followers alone. */
  function isOpenTo({ post }: TimelineEntry, viewerId: string | null): boolean {
    const { account } = post;
    return !account.limited || (viewerId !== null && (followers.get(account.id)?.has(viewerId) ?? false));
  }

  function send(
    change: Change,
    entry: TimelineEntry,
    messages: Map<string, Message>,
    subscriptions: Iterable<Subscription>,
    place: Place,
  ): void {
    for (const { connection, stream } of subscriptions) {
      const { accountId } = connection;
      if (isHidden(entry, accountId)) continue;
      if (place === "open" && !isOpenTo(entry, accountId)) continue;
      const payload = payloadOf(entry, accountId);
      if (payload === null) continue;
      const event = isChanged(change.kind) ? "status.update" : "update";
      const message = messages.get(payload) ?? new Message(event, payload, change.position);
      messages.set(payload, message);
      connection.send(message, stream);
    }
  }

  const cameHome = new Set<string>();
  return (change) => {
    const entry = isNews(change) ? entries.get(change.subjectId) : undefined;
    if (entry === undefined) return;
    const { kind, subjectId } = change;
    const messages = new Map<string, Message>();
    const to = (subscriptions: Iterable<Subscription> | undefined, place: Place) =>
      send(change, entry, messages, subscriptions ?? [], place);
    if (kind !== "home.added") {
      for (const [name, key] of openStreams(entry)) to(audience.of(name).get(key), "open");
    }
    if (kind !== "post.created" && !cameHome.has(subjectId)) {
      const homes = kind === "home.added" ? recent : settled;
      for (const viewerId of homes.get(subjectId) ?? []) to(audience.of("user").get(viewerId), "own");
      if (kind === "home.added") cameHome.add(subjectId);
    }
    // Boosts have no change of their own: those that somebody gets at home do for lists.
    if (kind !== "home.added" || entry.boostedBy !== null) {
      for (const listId of lists.get(subjectId) ?? []) to(audience.of("list").get(listId), "own");
    }
  };
}

function isChanged(kind: Change["kind"]): boolean {
  return kind === "post.edited" || kind === "post.moderated";
}

function isNews({ kind, subjectId, at }: Change): boolean {
  if (isChanged(kind)) return true;
  if (kind !== "post.created" && kind !== "home.added") return false;
  return at.getTime() - timeOf(subjectId).getTime() < NEWS_MS;
}

/** Everybody who may get something, each once. */
function readersOf(audience: Audience, homes: readonly ReadonlySet<string>[]): string[] {
  const readers = new Set(homes.flatMap((viewers) => [...viewers]));
  for (const name of [...openNames, "list" as const]) {
    for (const subscriptions of audience.of(name).values()) {
      for (const { connection } of subscriptions)
        if (connection.accountId !== null) readers.add(connection.accountId);
    }
  }
  return [...readers];
}

function accountsOf(entries: readonly TimelineEntry[]): string[] {
  const accounts = entries.flatMap(({ post, boostedBy }) => [
    post.account,
    ...(boostedBy ? [boostedBy] : []),
    ...(post.quote?.post ? [post.quote.post.account] : []),
  ]);
  return [...new Set(accounts.map((account) => account.id))];
}

/** Where everybody may see it: in public what starts a thread, under its hashtags also what answers. */
function* openStreams({ post, boostedBy }: TimelineEntry): Generator<[StreamName, string]> {
  if (boostedBy !== null || post.visibility !== "public") return;
  const isLocal = post.account.domain === null;
  if (post.inReplyTo === null) {
    const names = ["public", isLocal ? "public:local" : "public:remote"] as const;
    for (const name of names) {
      yield [name, ""];
      if (post.media.length > 0) yield [`${name}:media`, ""];
    }
  }
  for (const tag of new Set(post.hashtags.map(hashtagKey))) {
    yield ["hashtag", tag];
    if (isLocal) yield ["hashtag:local", tag];
  }
}
