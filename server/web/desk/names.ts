import { html } from "hono/html";
import { loadSummaries } from "../../accounts/views/summaries.ts";
import type { ApiCtx } from "../../context.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** People of a page, by their ids; loaded in one statement. */
export interface Names {
  find(id: string | null): AccountSummary | null;
  /** `@ana`, `@ben@there.example`, or that the account is gone; the node for null. */
  text(id: string | null): string;
  /** The same, leading to what the desk knows of them. */
  link(id: string | null): Html;
}

export async function namesFor(
  ctx: Pick<ApiCtx, "sql">,
  words: Words,
  ids: readonly (string | null | undefined)[],
): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id != null))];
  const found = new Map((await loadSummaries(ctx, wanted)).map((account) => [account.id, account]));
  const text = (id: string | null) => {
    if (id === null) return words.t("desk.node");
    const account = found.get(id);
    if (account === undefined) return words.t("desk.gone");
    // Within words that run the other way, a handle stays in one piece: first strong isolate, pop directional isolate.
    return words.dir === "rtl" ? `\u2068${handleOf(account)}\u2069` : handleOf(account);
  };
  return {
    find: (id) => (id === null ? null : (found.get(id) ?? null)),
    text,
    link: (id) =>
      id === null || !found.has(id)
        ? html`${text(id)}`
        : html`<a href="/desk/people/${id}"><bdi>${text(id)}</bdi></a>`,
  };
}

export function handleOf({ username, domain }: Pick<AccountSummary, "username" | "domain">): string {
  return domain === null ? `@${username}` : `@${username}@${domain}`;
}
