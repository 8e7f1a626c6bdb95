import { isLocalHost, parseRemoteUrl } from "#federation/remote/urls.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { readAuth, readPoint } from "./keys.ts";
import { deleteSubscription, readSubscription, updateSubscription, writeSubscription } from "./store.ts";
import type { PushPolicy, PushSubscription } from "./types.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "ids" | "config">;

export interface Wanted {
  readonly alerts: Readonly<Record<string, boolean>>;
  readonly policy: PushPolicy;
}

export type PushError =
  | { type: "push/bad-endpoint" }
  | { type: "push/bad-key" }
  | { type: "push/bad-secret" }
  | { type: "push/not-found" };

const MAX_ENDPOINT = 2_000;

/**
 * Has the notifications of a token's owner pushed to an address that a push service has given out. One a token: the new
 * one takes the place of the old one.
 *
 * @param input.p256dh the receiver's point, in base64
 * @param input.auth the receiver's secret, in base64
 * @param input.standard whether the receiver knows RFC 8291, and not only the draft before it
 */
export async function subscribe(
  ctx: Deps,
  input: Wanted & {
    tokenId: string;
    accountId: string;
    endpoint: string;
    p256dh: string;
    auth: string;
    standard: boolean;
  },
): Promise<Result<PushSubscription, PushError>> {
  const endpoint = readEndpoint(ctx, input.endpoint);
  if (endpoint === null) return err({ type: "push/bad-endpoint" });
  const p256dh = readPoint(input.p256dh);
  if (p256dh === null) return err({ type: "push/bad-key" });
  const auth = readAuth(input.auth);
  if (auth === null) return err({ type: "push/bad-secret" });
  const { tokenId, accountId, standard, alerts, policy } = input;
  const subscription = { id: ctx.ids.next(), endpoint, p256dh, auth, standard, alerts, policy };
  await writeSubscription(ctx.sql, { ...subscription, tokenId, accountId, now: ctx.clock.now() });
  return ok(subscription);
}

/** Changes what is pushed. */
export async function changeSubscription(
  ctx: Pick<Deps, "sql" | "clock">,
  { tokenId, alerts, policy }: Wanted & { tokenId: string },
): Promise<Result<PushSubscription, PushError>> {
  const changed = await updateSubscription(ctx.sql, tokenId, { alerts, policy, now: ctx.clock.now() });
  return changed === null ? err({ type: "push/not-found" }) : ok(changed);
}

/** Where a token's notifications are pushed to; null for nowhere. */
export function findSubscription(ctx: Pick<Deps, "sql">, tokenId: string): Promise<PushSubscription | null> {
  return readSubscription(ctx.sql, tokenId);
}

/** Pushes no more. Doing it again does nothing. */
export function unsubscribe(ctx: Pick<Deps, "sql">, tokenId: string): Promise<void> {
  return deleteSubscription(ctx.sql, { tokenId });
}

/** What a name stands for is looked up at each delivery, and refused there when it is an address inside. */
function readEndpoint(ctx: Pick<Deps, "config">, text: string): string | null {
  if (text.length > MAX_ENDPOINT) return null;
  const { allowPrivateAddress } = ctx.config;
  const url = parseRemoteUrl(text, { allowHttp: allowPrivateAddress });
  return url.ok && (allowPrivateAddress || !isLocalHost(url.value.hostname)) ? url.value.href : null;
}
