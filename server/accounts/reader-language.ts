import { type Runner, run } from "../platform/statement.ts";
import { type Language, languageNamed } from "../web/messages/languages.ts";

/**
 * The language to write to somebody in, of those that there are words in: what they post in by their settings, what they
 * signed up in, what they wrote last, in that order; English where nothing is known, as of most people elsewhere.
 */
export async function readReaderLanguage(on: Runner, accountId: string): Promise<Language> {
  const [row] = await run<{ languages: (string | null)[] }>(
    on,
    `select array[
       (select s.language from account_settings s where s.account_id = $1::uuid),
       (select l.locale from logins l where l.account_id = $1::uuid),
       (select p.language from posts p where p.account_id = $1::uuid order by p.id desc limit 1)] as languages`,
    [accountId],
  );
  const known = (row?.languages ?? []).flatMap((tag) => languageNamed(tag?.replace("_", "-")) ?? []);
  return known[0] ?? "en";
}
