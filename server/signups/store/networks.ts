import type { Ctx, Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { Severity } from "./obstacles.ts";

export interface NetworkBlock {
  id: string;
  /** `192.0.2.0/24` */
  network: string;
  severity: Severity;
  comment: string;
  expiresAt: Date | null;
  createdAt: Date;
}

export const networkColumns = `t.id, t.network::text as network, t.severity, t.comment,
  t.expires_at as "expiresAt", t.created_at as "createdAt"`;

/** Networks that get nothing at all now. */
export async function readRefusedNetworks({ sql, clock }: Pick<Ctx, "sql" | "clock">): Promise<string[]> {
  const rows = await run<{ network: string }>(
    sql,
    `select network::text as network from ip_blocks
     where severity = 'no_access' and (expires_at is null or expires_at > $1::timestamptz)`,
    [clock.now()],
  );
  return rows.map((row) => row.network);
}

export async function readNetworkBlock(on: Runner, id: string): Promise<NetworkBlock | null> {
  const [row] = await run<NetworkBlock>(
    on,
    `select ${networkColumns} from ip_blocks t where t.id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

/** Null when the network has a block. */
export async function insertNetworkBlock(tx: Tx, block: NetworkBlock): Promise<NetworkBlock | null> {
  const [row] = await run<NetworkBlock>(
    tx,
    `insert into ip_blocks as t (id, network, severity, comment, expires_at, created_at)
     values ($1::uuid, $2::text::cidr, $3::text, $4::text, $5::timestamptz, $6::timestamptz)
     on conflict (network) do nothing returning ${networkColumns}`,
    [block.id, block.network, block.severity, block.comment, block.expiresAt, block.createdAt],
  );
  return row ?? null;
}

/** Null when another block has that network. */
export async function changeNetworkBlock(tx: Tx, block: NetworkBlock): Promise<NetworkBlock | null> {
  const [row] = await run<NetworkBlock>(
    tx,
    `update ip_blocks t set network = $2::text::cidr, severity = $3::text, comment = $4::text,
       expires_at = $5::timestamptz
     where t.id = $1::uuid
       and not exists (select from ip_blocks o where o.network = $2::text::cidr and o.id <> $1::uuid)
     returning ${networkColumns}`,
    [block.id, block.network, block.severity, block.comment, block.expiresAt],
  );
  return row ?? null;
}

export async function deleteNetworkBlock(tx: Tx, id: string): Promise<NetworkBlock | null> {
  const [row] = await run<NetworkBlock>(
    tx,
    `delete from ip_blocks t where t.id = $1::uuid returning ${networkColumns}`,
    [id],
  );
  return row ?? null;
}
