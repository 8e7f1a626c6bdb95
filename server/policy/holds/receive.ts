import { isFilter } from "#moderation/filter.ts";
import { createAccountPort } from "../../accounts/port.ts";
import type { Ctx } from "../../context.ts";
import { boostAsGroup } from "../../posts/groups.ts";
import { createPostReceiver } from "../../posts/receive.ts";
import { receiveEdit } from "../../posts/receive-edit.ts";
import { applyFilters } from "../filters/apply.ts";
import { gateForReleased } from "../gate-port.ts";
import { knowsPost, setProfile } from "../store/receive.ts";
import { fromHeld, type HeldContent } from "./content.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "handleHost" | "db" | "sql" | "outbox" | "resolve" | "log">;

/** Takes in a post or an edit that was held, with the filters that it had. */
export async function receiveHeld(
  ctx: Deps,
  accountId: string,
  { kind, post: held, isDelivered, asked }: Extract<HeldContent, { kind: "post" | "edit" }>,
): Promise<void> {
  const author = await createAccountPort(ctx).byId(accountId);
  // Of one that was suspended meanwhile nothing is taken in.
  if (author === null || author.state !== "active") return;
  const post = fromHeld(held);
  const filtersIn = (names: readonly string[]) => new Set(names.filter(isFilter));
  const gate = gateForReleased(
    applyFilters(post, {
      rules: filtersIn(asked.rules),
      author: filtersIn(asked.author),
      labels: asked.labels,
    }),
  );
  if (kind === "edit") await receiveEdit(ctx, post, author, gate);
  else await createPostReceiver(ctx, gate)(post, author, isDelivered ? "delivered" : "fetched");
  if (post.inReplyTo === null || (await knowsPost(ctx.sql, post.inReplyTo))) return;
  // What it answers was not looked for when it was held.
  const found = await ctx.resolve.post(post.inReplyTo);
  if (!found.ok) ctx.log.info({ reason: found.error.type }, "what a released post answers is not there");
}

/** What a remote profile says from now on. */
export async function believeProfile(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  { profile, marks }: Extract<HeldContent, { kind: "profile" }>,
): Promise<void> {
  await setProfile(ctx.sql, accountId, { ...profile, ...marks }, ctx.clock.now());
}

/** A community passes a post on that its rules had held. */
export function boostHeld(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  { groupId, postId }: { groupId: string; postId: string },
): Promise<void> {
  return boostAsGroup(ctx, groupId, postId);
}
