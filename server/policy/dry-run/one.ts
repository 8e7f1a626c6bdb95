import { engineOnTrial } from "#moderation/policy/book.ts";
import type { PolicyResult } from "#moderation/policy/verdict.ts";
import { findMentions } from "#protocol/html/find.ts";
import { normaliseDomain } from "#protocol/ids/domain.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { findByHandle } from "../../accounts/search.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { blankPost } from "../../posts/blank.ts";
import { handleOf, type MentionedAccount } from "../../posts/mentions.ts";
import { loadModelByIri } from "../../posts/model.ts";
import { writeContent } from "../../posts/write.ts";
import type { Engine } from "../engine.ts";
import { createPeople } from "../facts/author.ts";
import type { Doer } from "../facts/doer.ts";
import { createGatherer } from "../facts/gather.ts";
import { createRates } from "../facts/rates.ts";
import { type PolicyRun, readAuthorsOf } from "../store/runs.ts";
import type { DryRunError } from "./run.ts";

/** What rules are asked about: a post that is here and that anybody may read, or one that nobody has written. */
export type AskedPost =
  | { readonly iri: string }
  | {
      readonly text: string;
      readonly warning: string | null;
      readonly title: string | null;
      /** `ana`, `ben@there.example`: whoever is not known here is somebody new. */
      readonly author: string;
    };

/** What is tried, and on what; without rules those that hold. */
export interface OneTrial {
  readonly rules: Pick<PolicyRun, "rules" | "format"> | null;
  readonly post: AskedPost;
  /** Left out: as it comes in, or goes out where its author is from here. */
  readonly occasion?: "inbound" | "outbound" | "edit";
}

/**
 * What rules say of one post, and why. Nothing is done, kept or counted: rates are those of this post alone.
 *
 * @example await tryOnPost(ctx, { rules: null, post: { iri: "https://there.example/notes/1" } });
 */
export async function tryOnPost(
  ctx: ApiCtx,
  { rules, post: asked, occasion }: OneTrial,
): Promise<Result<PolicyResult, DryRunError>> {
  const trial =
    rules === null
      ? ok<Engine>(ctx.rules.engine())
      : await engineOnTrial(moderationOf(ctx), { text: rules.rules, format: rules.format });
  if (!trial.ok) return err({ type: "dry-run/invalid-rules", problems: trial.error });
  const found = "iri" in asked ? await findPost(ctx, asked.iri) : await makeUp(ctx, asked);
  if (!found.ok) return found;
  const { post, doer } = found.value;
  const engine = trial.value;
  const now = ctx.clock.now();
  const gather = createGatherer(ctx, {
    engine: () => engine,
    people: createPeople(ctx),
    rates: createRates(() => now.getTime()),
  });
  const when = occasion ?? (doer.isLocal ? "outbound" : "inbound");
  return ok(engine.evaluate(await gather.post(when, post, doer), now));
}

type Found = Result<{ post: Post; doer: Doer }, DryRunError>;

/** Letters, and what followers alone read, are not there for this. */
async function findPost(ctx: ApiCtx, iri: string): Promise<Found> {
  const model = await loadModelByIri(ctx, ctx.sql, iri);
  const isOpen = model?.post.visibility === "public" || model?.post.visibility === "unlisted";
  if (model === null || model.deletedAt !== null || !isOpen) return err({ type: "dry-run/not-found" });
  const author = (await readAuthorsOf(ctx.sql, [model.id])).get(model.id);
  if (author === undefined) return err({ type: "dry-run/not-found" });
  const { post, accountId: id, isLocal } = model;
  return ok({ post, doer: { ...author, id, iri: post.author, isLocal } });
}

async function makeUp(ctx: ApiCtx, asked: Exclude<AskedPost, { iri: string }>): Promise<Found> {
  const doer = await authorOf(ctx, asked.author);
  if (doer === null) return err({ type: "dry-run/bad-author" });
  const mentioned = new Map(findMentions(asked.text).map((one) => [handleOf(one), madeUp(ctx, one)]));
  const id = ctx.ids.next();
  const blank = blankPost(ctx, doer, id, "public");
  const iri = doer.domain === null ? blank.iri : (`https://${doer.domain}/posts/${id}` as Iri);
  return ok({ post: { ...blank, iri, url: iri, ...writeContent(ctx, asked, mentioned) }, doer });
}

async function authorOf(ctx: ApiCtx, handle: string): Promise<Doer | null> {
  const known = await findByHandle(ctx, handle);
  if (known !== null) return { ...known, isLocal: known.domain === null };
  const [, username = "", host = ""] =
    /^@?([\p{L}\p{N}_.-]{1,100})(?:@(\S{1,300}))?$/u.exec(handle.trim()) ?? [];
  if (username === "") return null;
  const domain = host === "" || host === ctx.handleHost ? null : normaliseDomain(host);
  if (domain === null && host !== "" && host !== ctx.handleHost) return null;
  return { ...madeUp(ctx, { username, domain }), id: null, isLocal: domain === null, kind: "person" };
}

/** Nobody is asked for: whether there is such an account makes no difference to the post. */
function madeUp(
  ctx: Pick<ApiCtx, "uris" | "handleHost">,
  { username, domain }: { username: string; domain: string | null },
): MentionedAccount {
  const isLocal = domain === null || domain === ctx.handleHost;
  const iri =
    `${isLocal ? ctx.uris.origin : `https://${domain}`}/users/${encodeURIComponent(username)}` as Iri;
  return { id: iri, iri, url: iri, username, domain: isLocal ? null : domain };
}
