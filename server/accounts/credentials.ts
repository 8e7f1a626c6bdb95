import type { Ctx } from "../context.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import type { Role } from "./role.ts";
import type { FieldSource } from "./schema.ts";
import { type PostingDefaults, postingDefaults } from "./settings.ts";
import { readById } from "./store/accounts.ts";
import { readLogin } from "./store/logins.ts";
import { countRequests } from "./store/requests.ts";
import { findSummary } from "./views/summaries.ts";

/** An account as its owner sees it. */
export interface CredentialsView {
  account: AccountSummary;
  role: Role;
  posting: PostingDefaults;
  /** As they were typed. */
  displayName: string;
  bio: string;
  fields: readonly FieldSource[];
  attributionDomains: readonly string[];
  showsMedia: boolean;
  showsMediaReplies: boolean;
  showsFeatured: boolean;
  /** How many wait for an answer to their wish to follow. */
  requests: number;
}

/** Everything about one's own account; null for one that is not here. */
export async function readCredentials(
  ctx: Pick<Ctx, "db" | "sql">,
  accountId: string,
): Promise<CredentialsView | null> {
  const [account, row, login, posting, requests] = await Promise.all([
    findSummary(ctx, accountId),
    readById(ctx.db, accountId),
    readLogin(ctx.db, accountId),
    postingDefaults(ctx, accountId),
    countRequests(ctx.sql, accountId),
  ]);
  if (account === null || row === null || row.domain !== null) return null;
  const { displayName, bioSource, fieldSources, attributionDomains } = row;
  const { showsMedia, showsMediaReplies, showsFeatured } = row;
  return {
    account,
    role: login?.role ?? "member",
    posting,
    displayName,
    bio: bioSource,
    fields: fieldSources,
    attributionDomains,
    showsMedia,
    showsMediaReplies,
    showsFeatured,
    requests,
  };
}
