import type { KnownAccount, Ports } from "../ports.ts";
import { parseHandle } from "../remote/handles.ts";
import { isUuid } from "../uuid.ts";

type Deps = Pick<Ports, "uris" | "handleHost" | "accounts">;

/** What a search among the accounts of this node says: an account, none, or that the query is not about this node. */
export type LocalAnswer = { isOurs: true; account: KnownAccount | null } | { isOurs: false };

/** Local accounts by `ana`, `@ana`, `@ana@<this node>`, IRI or profile page; nothing leaves the machine. */
export async function findLocalAccount(deps: Deps, query: string): Promise<LocalAnswer> {
  if (/^https?:\/\//i.test(query)) return byUrl(deps, query);
  const bare = query.replace(/^acct:/i, "").replace(/^@/, "");
  if (!bare.includes("@")) return ours(await deps.accounts.localByUsername(bare));
  const handle = parseHandle(bare);
  if (!handle.ok) return ours(null);
  return isOurHost(deps, handle.value.host)
    ? ours(await deps.accounts.localByUsername(handle.value.user))
    : { isOurs: false };
}

/** Whether handles on this host are ours: the handles' domain, or the origin's host on a split domain. */
export function isOurHost({ uris, handleHost }: Pick<Deps, "uris" | "handleHost">, host: string): boolean {
  const asked = host.toLowerCase();
  return asked === handleHost.toLowerCase() || asked === new URL(uris.origin).host;
}

async function byUrl(deps: Deps, query: string): Promise<LocalAnswer> {
  const url = URL.parse(query);
  if (url === null || !isOurHost(deps, url.host)) return { isOurs: false };
  const { accounts, uris } = deps;
  // On a split domain the handles' host leads to the same pages.
  const local = uris.parse(`${uris.origin}${url.pathname}`);
  switch (local?.name) {
    case "account":
    case "channel":
      return ours(isUuid(local.id) ? await accounts.byId(local.id) : null);
    case "profilePage":
      return ours(await accounts.localByUsername(local.id));
    case "nodeActor":
      return ours(await accounts.nodeActor());
    default:
      return ours(url.pathname === "/" ? await accounts.nodeActor() : null);
  }
}

function ours(account: KnownAccount | null): LocalAnswer {
  return { isOurs: true, account: account?.isLocal && account.state !== "deleted" ? account : null };
}
