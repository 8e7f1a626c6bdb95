import { findSummary, loadByIris } from "../accounts/views/summaries.ts";
import type { ApiCtx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { loadPostView } from "../posts/views/load.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "uris" | "resolve">;

export type FoundByAddress = { account: AccountSummary } | { post: PostView };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The account or post that an address leads to, as far as the viewer may see it.
 *
 * @param resolve ask the address's server, where it is not known here
 * @returns null when there is none
 */
export async function findByAddress(
  ctx: Deps,
  viewerId: string | null,
  url: string,
  { resolve }: { resolve: boolean },
): Promise<FoundByAddress | null> {
  const account = async (id: string) => shown(await findSummary(ctx, id));
  const post = async (id: string) => {
    const view = uuid.test(id) ? await loadPostView(ctx, viewerId, id) : null;
    return view && { post: view };
  };
  if (ctx.uris.isLocal(url)) {
    const { name, id } = ctx.uris.parse(url) ?? {};
    if (name === "post" || name === "video") return post(id ?? "");
    if (name === "postPage") return post(new URL(url).pathname.split("/")[2] ?? "");
    const local = await ctx.resolve.account(url);
    return local.ok ? account(local.value.id) : null;
  }
  const known = await knownPost(ctx, url);
  if (known !== null) return post(known);
  const [owner] = (await loadByIris(ctx, [url])).values();
  if (owner !== undefined) return shown(owner);
  if (!resolve) return null;
  const asAccount = async () => {
    const found = await ctx.resolve.account(url);
    return found.ok ? account(found.value.id) : null;
  };
  const asPost = async () => {
    const found = await ctx.resolve.post(url);
    return found.ok ? post(found.value.id) : null;
  };
  // What it looks like is tried first: each is a request to another server.
  return looksLikeProfile(url)
    ? ((await asAccount()) ?? (await asPost()))
    : ((await asPost()) ?? (await asAccount()));
}

function shown(account: AccountSummary | null): { account: AccountSummary } | null {
  return account?.state === "active" ? { account } : null;
}

async function knownPost(ctx: Pick<Deps, "sql">, iri: string): Promise<string | null> {
  const [row] = await run<{ id: string }>(ctx.sql, "select id from posts where iri = $1::text", [iri]);
  return row?.id ?? null;
}

function looksLikeProfile(url: string): boolean {
  return /^\/(@[^/]+|(users?|u|c|accounts?|profiles?|channel|video-channels|author)\/[^/]+)\/?$/.test(
    URL.parse(url)?.pathname ?? "",
  );
}
