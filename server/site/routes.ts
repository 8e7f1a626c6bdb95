import { createHash } from "node:crypto";
import { json, type Routes } from "../api/call.ts";
import { accountEntity } from "../api/entities/account.ts";
import {
  type InstanceParts,
  instanceEntity,
  instanceEntityV1,
  ruleEntity,
} from "../api/entities/instance.ts";
import { Refusal } from "../api/refusal.ts";
import type { ApiCtx } from "../context.ts";
import { listDomainRules } from "../hosts/policy.ts";
import { vapidPublicKey } from "../push/vapid.ts";
import { readOwner } from "./contact.ts";
import { readDescription, readPrivacy, readTerms, type SiteDocument, type Terms } from "./documents.ts";
import { readActivity, readFigures, readPeers } from "./figures.ts";
import { readRules } from "./rules.ts";

export const siteRoutes: Routes = {
  "GET /api/v1/instance": async ({ ctx }) => json(instanceEntityV1(await instanceParts(ctx))),

  "GET /api/v2/instance": async ({ ctx }) => json(instanceEntity(await instanceParts(ctx))),

  async "GET /api/v1/instance/peers"({ ctx, viewer }) {
    mayLookAround(ctx, viewer);
    return json(await readPeers(ctx));
  },

  async "GET /api/v1/instance/activity"({ ctx, viewer }) {
    mayLookAround(ctx, viewer);
    const weeks = await readActivity(ctx);
    return json(
      weeks.map(({ start, posts, logins, registrations }) => ({
        week: String(start.getTime() / 1000),
        statuses: String(posts),
        logins: String(logins),
        registrations: String(registrations),
      })),
    );
  },

  "GET /api/v1/instance/rules": async ({ ctx }) => json((await readRules(ctx)).map(ruleEntity)),

  async "GET /api/v1/instance/domain_blocks"({ ctx }) {
    const rules = await listDomainRules(ctx);
    return json(rules.filter((rule) => rule.verdict !== "none").map(domainBlockEntity));
  },

  "GET /api/v1/instance/extended_description": async ({ ctx }) =>
    json(documentEntity(await readDescription(ctx))),

  "GET /api/v1/instance/privacy_policy": async ({ ctx }) => json(documentEntity(await readPrivacy(ctx))),

  "GET /api/v1/instance/terms_of_service": async ({ ctx }) => json(termsEntity(await readTerms(ctx))),

  "GET /api/v1/instance/terms_of_service/:date": async ({ ctx, path }) =>
    json(termsEntity(await readTerms(ctx, path.date ?? ""))),
};

async function instanceParts(ctx: ApiCtx): Promise<InstanceParts> {
  const [figures, peers, vapidKey, owner, rules, terms] = await Promise.all([
    readFigures(ctx),
    readPeers(ctx),
    vapidPublicKey(ctx),
    readOwner(ctx),
    readRules(ctx),
    readTerms(ctx),
  ]);
  return {
    config: ctx.config,
    figures: { ...figures, domains: peers.length },
    vapidKey,
    owner: owner && accountEntity(ctx, owner),
    rules: rules.map(ruleEntity),
    hasTerms: terms !== null,
    hasFfmpeg: ctx.media.ffmpeg !== null,
  };
}

/** @throws Refusal with 401 for strangers where federation is limited, as Mastodon does */
function mayLookAround(ctx: ApiCtx, viewer: unknown): void {
  if (ctx.config.limitedFederation && viewer === null)
    throw new Refusal(401, "This API requires an authenticated user");
}

/** Mastodon's DomainBlock. */
function domainBlockEntity(rule: {
  domain: string;
  verdict: string;
  publicReason: string;
  obfuscate: boolean;
}) {
  return {
    domain: rule.obfuscate ? obfuscated(rule.domain) : rule.domain,
    digest: createHash("sha256").update(rule.domain).digest("hex"),
    severity: rule.verdict === "reject" ? "suspend" : "silence",
    comment: rule.publicReason,
  };
}

/**
 * A name that those who know it recognise: it begins and ends as it does, and the rest is stars.
 *
 * @example obfuscated("daily.example.com") // "dail*.*******.com"
 */
function obfuscated(domain: string): string {
  const dot = domain.lastIndexOf(".");
  const name = dot < 0 ? domain : domain.slice(0, dot);
  const shown = Math.min(Math.floor(name.length / 3), 4);
  return `${name.slice(0, shown)}${name.slice(shown).replaceAll(/[^.]/g, "*")}${domain.slice(name.length)}`;
}

/** Mastodon's ExtendedDescription and PrivacyPolicy. */
function documentEntity({ html, updatedAt }: SiteDocument) {
  return { updated_at: updatedAt?.toISOString() ?? null, content: html };
}

/** Mastodon's TermsOfService. @throws Refusal with 404 where there are none */
function termsEntity(terms: Terms | null) {
  if (terms === null) throw Refusal.notFound();
  return {
    effective_date: terms.effectiveOn,
    effective: terms.isEffective,
    content: terms.html,
    succeeded_by: terms.succeededOn,
  };
}
