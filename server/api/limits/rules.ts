import type { EndpointName } from "../access.ts";

/** Who is counted: an access token, the person behind it, or the network a request comes from. */
export type Counted = "token" | "account" | "network";

export interface Rule {
  readonly name: string;
  readonly by: Counted;
  readonly most: number;
  readonly periodMs: number;
}

/** A call, as far as rules look at it. */
export interface Counting {
  readonly name: EndpointName;
  readonly tokenId: string | null;
  readonly accountId: string | null;
  /** Whether it asks for another page of a list. */
  readonly isPaging: boolean;
}

const MINUTES = 60_000;
const HOURS = 60 * MINUTES;

const rule = (name: string, by: Counted, most: number, periodMs: number): Rule => ({
  name,
  by,
  most,
  periodMs,
});

/** Mastodon's numbers: config/initializers/rack_attack.rb and app/lib/rate_limiter.rb. */
const perToken = rule("token", "token", 300, 5 * MINUTES);
const perAccount = rule("account", "account", 1_500, 5 * MINUTES);
const perNetwork = rule("network", "network", 300, 5 * MINUTES);
const pagingByAccount = rule("paging", "account", 300, 15 * MINUTES);
const pagingByNetwork = rule("paging-network", "network", 300, 15 * MINUTES);
const media = rule("media", "account", 30, 30 * MINUTES);
const signUps = rule("sign-ups", "network", 5, 30 * MINUTES);
const applications = rule("applications", "network", 5, 10 * MINUTES);
const confirmationsByNetwork = rule("confirmations", "network", 25, 5 * MINUTES);
const confirmations = rule("confirmations-account", "account", 5, 30 * MINUTES);
const deletions = rule("deletions", "account", 30, 30 * MINUTES);
const posts = rule("posts", "account", 300, 3 * HOURS);
const follows = rule("follows", "account", 400, 24 * HOURS);
const reports = rule("reports", "account", 400, 24 * HOURS);

const special: { readonly [Name in EndpointName]?: readonly Rule[] } = {
  "POST /api/v1/accounts": [signUps],
  "POST /api/v1/apps": [applications],
  "POST /api/v2/apps": [applications],
  "POST /api/v1/emails/confirmations": [confirmationsByNetwork, confirmations],
  "DELETE /api/v1/statuses/:id": [deletions],
  "POST /api/v1/statuses/:id/unreblog": [deletions],
  "POST /api/v1/statuses": [posts],
  "POST /api/v1/statuses/:id/reblog": [posts],
  "POST /api/v1/accounts/:id/follow": [follows],
  "POST /api/v1/reports": [reports],
};

const uploads = /^POST \/api\/v[12]\/media$/;

/**
 * Every budget that a call is taken from. An application's own token counts for itself and, since anybody can have one,
 * for the network as well.
 */
export function rulesFor({ name, tokenId, accountId, isPaging }: Counting): readonly Rule[] {
  return [
    ...(tokenId === null ? [] : [perToken]),
    accountId === null ? perNetwork : perAccount,
    ...(isPaging ? [accountId === null ? pagingByNetwork : pagingByAccount] : []),
    ...(uploads.test(name) ? [media] : []),
    ...(special[name] ?? []),
  ];
}

const forms = rule("forms", "network", 25, 5 * MINUTES);

/** Forms of the pages that try passwords, send mail, make accounts or bring large files: 25 in five minutes from a network, each. */
const formPaths =
  /^\/(?:auth(?:\/[\w/-]*)?|oauth\/authorize|join(?:\/[^/]*)?|login|sign-?in|password(?:\/[^/]*)?|settings\/import(?:\/archive)?)$/;

export function rulesForPage(method: string, path: string): readonly Rule[] {
  return method === "POST" && formPaths.test(path) ? [forms] : [];
}
