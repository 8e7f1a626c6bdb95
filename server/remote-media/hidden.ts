import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

/** Remote files that are shown to nobody here: of what moderators have removed. They are shown again when that is undone. */
export interface HiddenRemote {
  /** @param url where its origin serves it */
  has(url: string): boolean;
  /** Reads again which they are, if anything was removed or brought back since. */
  refresh(): Promise<void>;
}

/** Known in memory, as every file that is served asks for it. */
export function createHiddenRemote(ctx: Pick<Ctx, "sql">): HiddenRemote {
  let urls: ReadonlySet<string> = new Set();
  let known = "";
  return {
    has: (url) => urls.has(url),
    async refresh() {
      const state = await readState(ctx.sql);
      if (state === known) return;
      urls = new Set(await readHiddenUrls(ctx.sql));
      known = state;
    },
  };
}

/** Another text when something was removed or suspended, or is no longer. */
async function readState(on: Runner): Promise<string> {
  const [row] = await run<{ state: string }>(
    on,
    `select concat_ws(' ',
       (select count(*) || ' ' || max(removed_at) from posts where removed_at is not null),
       (select count(*) || ' ' || max(suspended_at) from accounts where suspended_at is not null)) as state`,
    [],
  );
  return row?.state ?? "";
}

/**
 * Of the posts that were removed last, and of the accounts that were suspended last with their newest posts. What is older may still be
 * served to those who have kept its address; it is shown nowhere.
 */
const hidden = `
with gone as (
  (select p.media from posts p where p.removed_at is not null and not p.is_local and p.media <> '[]'::jsonb
   order by p.removed_at desc limit 20000)
  union all
  select p.media from (select a.id from accounts a where a.suspended_at is not null and a.domain is not null
      order by a.suspended_at desc limit 2000) a
    cross join lateral (select p.media from posts p where p.account_id = a.id and p.deleted_at is null
      order by p.id desc limit 50) p
  where p.media <> '[]'::jsonb
),
medium as (select m.value as of from gone g cross join lateral jsonb_array_elements(g.media) m),
found as (
  select of ->> 'url' as url from medium
  union select of ->> 'previewUrl' from medium
  union select f.value ->> 'url' from medium cross join lateral jsonb_array_elements(coalesce(of -> 'alternatives', '[]'::jsonb)) f
  union (select u.url from accounts a cross join lateral (values (a.avatar_url), (a.header_url)) u(url)
    where a.suspended_at is not null and a.domain is not null order by a.suspended_at desc limit 4000)
)
select url from found where url is not null`;

async function readHiddenUrls(on: Runner): Promise<string[]> {
  return (await run<{ url: string }>(on, hidden, [])).map(({ url }) => url);
}
