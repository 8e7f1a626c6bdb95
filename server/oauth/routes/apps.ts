import { type Call, json, type Routes } from "../../api/call.ts";
import type { ParamValue } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { vapidPublicKey } from "../../push/vapid.ts";
import { type App, findApp, registerApp } from "../apps.ts";

async function create(call: Call) {
  const { ctx, params } = call;
  const registered = await registerApp(ctx, {
    name: params.text("client_name") ?? "",
    redirectUris: redirectUris(params.raw("redirect_uris")),
    scopes: scopesText(params.raw("scopes")),
    website: params.text("website") || null,
  });
  if (!registered.ok) throw refuse(registered.error);
  const { clientId, secret } = registered.value;
  return json({
    ...appEntity(registered.value, await vapidPublicKey(ctx)),
    client_id: clientId,
    client_secret: secret,
    client_secret_expires_at: 0,
  });
}

export const appRoutes: Routes = {
  "POST /api/v1/apps": create,
  "POST /api/v2/apps": create,

  async "GET /api/v1/apps/verify_credentials"({ ctx, token }) {
    const app = token && (await findApp(ctx, token.appId));
    if (!app) throw Refusal.notFound();
    return json(appEntity(app, await vapidPublicKey(ctx)));
  },
};

/** Mastodon's Application. https://docs.joinmastodon.org/entities/Application/ */
function appEntity({ id, name, website, scopes, redirectUris }: App, vapidKey: string) {
  return {
    id,
    name,
    website,
    scopes,
    redirect_uris: redirectUris,
    redirect_uri: redirectUris.join("\n"),
    vapid_key: vapidKey,
  };
}

/** One in a text, several on lines of their own, or an array. */
function redirectUris(value: ParamValue | undefined): string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) => (typeof text === "string" ? text.split(/\s+/) : []));
}

/** Separated by spaces; some clients send an array. */
function scopesText(value: ParamValue | undefined): string | null {
  if (Array.isArray(value)) return value.filter((each) => typeof each === "string").join(" ");
  return typeof value === "string" ? value : null;
}
