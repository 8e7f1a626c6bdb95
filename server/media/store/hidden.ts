import { type Runner, run } from "../../platform/statement.ts";

/** Files are named by what they hold, so that one may be shown in several places: it is hidden where each of them is. */
const text = `
with barred as materialized (
  select a.id, a.avatar_url, a.header_url from accounts a where a.domain is null and a.state <> 'active'),
hidden_media as materialized (
  select m.id from posts p join media m on m.post_id = p.id where p.removed_at is not null
  union select m.id from barred b join media m on m.account_id = b.id),
candidates as (
  select f.file from hidden_media h join media_files f on f.medium_id = h.id
  union select substring(b.avatar_url from '[^/]+$') from barred b where b.avatar_url is not null
  union select substring(b.header_url from '[^/]+$') from barred b where b.header_url is not null)
select c.file from candidates c where c.file is not null
  and not exists (select from media_files f where f.file = c.file
    and not exists (select from hidden_media h where h.id = f.medium_id) offset 0)
  and not exists (select from accounts a where a.domain is null and a.state = 'active'
    and substring(a.avatar_url from '[^/]+$') = c.file offset 0)
  and not exists (select from accounts a where a.domain is null and a.state = 'active'
    and substring(a.header_url from '[^/]+$') = c.file offset 0)
  and not exists (select from custom_emojis e where e.file = c.file or e.static_file = c.file offset 0)`;

/** Names of the files that only removed posts, and accounts that may not be used, show. */
export async function readHiddenFiles(on: Runner): Promise<string[]> {
  return (await run<{ file: string }>(on, text, [])).map(({ file }) => file);
}
