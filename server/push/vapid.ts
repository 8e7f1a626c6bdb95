import { createECDH } from "node:crypto";
import type { ApiCtx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Keys by which push services know this node (RFC 8292), base64url: a point of 65 bytes, a scalar of 32. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

type Deps = Pick<ApiCtx, "sql" | "clock" | "config">;

/** By the pool, since several nodes live in one process. */
const known = new WeakMap<object, Promise<VapidKeys>>();

/**
 * The node's keys: those that are configured, or else a pair that is made at its first use and kept in the database.
 * Whichever process is first makes it for all.
 */
export function vapidKeys(ctx: Deps): Promise<VapidKeys> {
  const { vapid } = ctx.config;
  if (vapid !== undefined) return Promise.resolve(vapid);
  const cached = known.get(ctx.sql);
  if (cached !== undefined) return cached;
  const reading = readOrMake(ctx);
  known.set(ctx.sql, reading);
  reading.catch(() => known.delete(ctx.sql));
  return reading;
}

/** What clients subscribe with: `configuration.vapid.public_key` of the instance, `vapid_key` of an application. */
export async function vapidPublicKey(ctx: Deps): Promise<string> {
  return (await vapidKeys(ctx)).publicKey;
}

const read = `select public_key as "publicKey", private_key as "privateKey" from vapid_keys`;

async function readOrMake(ctx: Deps): Promise<VapidKeys> {
  const [kept] = await run<VapidKeys>(ctx.sql, read, []);
  if (kept !== undefined) return kept;
  const { publicKey, privateKey } = newVapidKeys();
  await run(
    ctx.sql,
    `insert into vapid_keys (public_key, private_key, created_at) values ($1::text, $2::text, $3::timestamptz)
     on conflict do nothing`,
    [publicKey, privateKey, ctx.clock.now()],
  );
  const [made] = await run<VapidKeys>(ctx.sql, read, []);
  if (made === undefined) throw new Error("The VAPID keys were not kept.");
  return made;
}

function newVapidKeys(): VapidKeys {
  const curve = createECDH("prime256v1");
  curve.generateKeys();
  // A scalar that begins with zeros comes short.
  const scalar = curve.getPrivateKey("hex").padStart(64, "0");
  return {
    publicKey: curve.getPublicKey("base64url"),
    privateKey: Buffer.from(scalar, "hex").toString("base64url"),
  };
}
