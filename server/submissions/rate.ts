import { createHmac } from "node:crypto";
import { networkOf } from "../api/limits/network.ts";
import type { Ctx } from "../context.ts";
import { nodeSecret } from "../platform/node-secret.ts";
import { countUse, forgetUses } from "./store.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const keyOf = (day: Date) => `submissions of ${day.toISOString().slice(0, 10)}`;

export type Use = "submit" | "submit-without-work" | "bring-file" | "look-up";

/** From one network, and from everywhere together. */
const most: Record<Use, { network: [number, number]; all: [number, number] }> = {
  submit: { network: [20, DAY_MS], all: [500, HOUR_MS] },
  "submit-without-work": { network: [5, DAY_MS], all: [100, HOUR_MS] },
  // They stay on the disk, of eight megabytes each.
  "bring-file": { network: [20, DAY_MS], all: [50, HOUR_MS] },
  "look-up": { network: [60, HOUR_MS], all: [3_000, HOUR_MS] },
};

/**
 * Whether somebody may do something once more. No address is kept: a network is counted under a keyed hash, whose key is made
 * for a day and forgotten with it, and nothing leads from a report to it.
 */
export async function mayUse(ctx: Deps, use: Use, address: string): Promise<boolean> {
  const now = ctx.clock.now();
  const secret = await nodeSecret(ctx, keyOf(now));
  const blinded = createHmac("sha256", secret).update(networkOf(address)).digest("base64url");
  const { network, all } = most[use];
  for (const [who, [limit, periodMs]] of [[blinded, network] as const, ["all", all] as const]) {
    const period = Math.floor(now.getTime() / periodMs);
    const expiresAt = new Date((period + 1) * periodMs);
    if ((await countUse(ctx.sql, `${use}:${who}:${period}`, expiresAt)) > limit) return false;
  }
  return true;
}

/** Forgets used forms, counts, and the keys of days that are over. A recurring task. */
export async function sweepSubmissions(ctx: Deps): Promise<void> {
  await forgetUses(ctx.sql, ctx.clock.now(), keyOf(ctx.clock.now()));
}
