import { json, type Routes } from "../../api/call.ts";
import type { Params } from "../../api/params.ts";
import type { ApiCtx } from "../../context.ts";
import {
  changePolicy,
  type NotificationPolicy,
  readPolicy,
  summarisePending,
  type Verdict,
} from "../policy.ts";

/** Mastodon's names of the parts of a policy, of API version 2 and of version 1 where it has one. */
const parts = [
  ["for_not_following", "forNotFollowing", "filter_not_following"],
  ["for_not_followers", "forNotFollowers", "filter_not_followers"],
  ["for_new_accounts", "forNewAccounts", "filter_new_accounts"],
  ["for_private_mentions", "forPrivateMentions", "filter_private_mentions"],
  ["for_limited_accounts", "forLimitedAccounts", null],
  ["for_bots", "forBots", null],
] as const;

const verdicts: readonly Verdict[] = ["accept", "filter", "drop"];

export const policyRoutes: Routes = {
  async "GET /api/v2/notifications/policy"({ ctx, viewer }) {
    return json(await policyEntity(ctx, viewer.accountId, await readPolicy(ctx, viewer.accountId)));
  },

  async "PATCH /api/v2/notifications/policy"({ ctx, viewer, params }) {
    const changed = await changePolicy(ctx, viewer.accountId, changesOf(params));
    return json(await policyEntity(ctx, viewer.accountId, changed));
  },

  async "GET /api/v1/notifications/policy"({ ctx, viewer }) {
    return json(await policyEntityV1(ctx, viewer.accountId, await readPolicy(ctx, viewer.accountId)));
  },

  async "PUT /api/v1/notifications/policy"({ ctx, viewer, params }) {
    const changed = await changePolicy(ctx, viewer.accountId, changesOfV1(params));
    return json(await policyEntityV1(ctx, viewer.accountId, changed));
  },
};

/** @throws Refusal with 422 for another word than those three */
function changesOf(params: Params): Partial<NotificationPolicy> {
  return Object.fromEntries(
    parts.flatMap(([name, part]) => {
      const verdict = params.oneOf(name, verdicts as ["accept", "filter", "drop"]);
      return verdict === null ? [] : [[part, verdict]];
    }),
  );
}

function changesOfV1(params: Params): Partial<NotificationPolicy> {
  return Object.fromEntries(
    parts.flatMap(([, part, name]) => {
      const filters = name && params.flag(name);
      return filters === null ? [] : [[part, filters ? "filter" : "accept"]];
    }),
  );
}

/** Mastodon's NotificationPolicy. */
async function policyEntity(ctx: ApiCtx, accountId: string, policy: NotificationPolicy) {
  const entries = parts.map(([name, part]) => [name, policy[part]]);
  return { ...Object.fromEntries(entries), summary: await summaryEntity(ctx, accountId) };
}

/** The same of API version 1, where a thing is filtered or not. */
async function policyEntityV1(ctx: ApiCtx, accountId: string, policy: NotificationPolicy) {
  const entries = parts.flatMap(([, part, name]) => (name ? [[name, policy[part] !== "accept"]] : []));
  return { ...Object.fromEntries(entries), summary: await summaryEntity(ctx, accountId) };
}

async function summaryEntity(ctx: ApiCtx, accountId: string) {
  const { requests, notifications } = await summarisePending(ctx, accountId);
  return { pending_requests_count: requests, pending_notifications_count: notifications };
}
