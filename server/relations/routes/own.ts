import { renderAccounts } from "../../api/accounts.ts";
import type { Call } from "../../api/call.ts";
import { json, nothing, type Routes } from "../../api/call.ts";
import { relationshipEntity } from "../../api/entities/relationship.ts";
import { idsOf, isId } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { dismissSuggestion } from "../dismiss-suggestion.ts";
import { endorse, unendorse } from "../endorse.ts";
import { writeNote } from "../note.ts";
import { readFamiliarFollowers } from "../views/familiar.ts";
import { readRelated } from "../views/related.ts";
import { readRelationships } from "../views/relationship.ts";
import { readSuggestions } from "../views/suggestions.ts";
import { knownPairOf, relationship } from "./relationship.ts";

/** What somebody sees and keeps of their relations. */
export const ownRelationRoutes: Routes = {
  async "GET /api/v1/accounts/relationships"({ ctx, viewer, params }) {
    const withSuspended = params.flag("with_suspended") ?? false;
    const views = await readRelationships(ctx, viewer.accountId, idsOf(params.list("id")), { withSuspended });
    return json(views.map(relationshipEntity));
  },

  async "GET /api/v1/accounts/familiar_followers"({ ctx, viewer, params }) {
    const found = [...(await readFamiliarFollowers(ctx, viewer.accountId, idsOf(params.list("id", 80))))];
    const rendered = await renderAccounts(
      ctx,
      found.flatMap(([, accounts]) => accounts),
    );
    return json(found.map(([id, accounts]) => ({ id, accounts: rendered.splice(0, accounts.length) })));
  },

  async "POST /api/v1/accounts/:id/note"(call) {
    const text = call.params.text("comment") ?? "";
    const written = await writeNote(call.ctx, { ...(await knownPairOf(call)), text });
    if (!written.ok) throw refuse(written.error);
    return relationship(call);
  },

  "POST /api/v1/accounts/:id/pin": endorseAccount,
  "POST /api/v1/accounts/:id/endorse": endorseAccount,
  "POST /api/v1/accounts/:id/unpin": unendorseAccount,
  "POST /api/v1/accounts/:id/unendorse": unendorseAccount,

  async "GET /api/v1/endorsements"(call) {
    const { accountId } = call.viewer;
    const limits = { usual: 40, most: 80 };
    const page = await readRelated(call.ctx, "endorsements", accountId, accountId, pageOf(call, limits));
    const accounts = page.items.map((item) => item.account);
    return paged(call, page, await renderAccounts(call.ctx, accounts));
  },

  async "GET /api/v1/suggestions"(call) {
    const suggested = await suggest(call);
    const accounts = suggested.map((suggestion) => suggestion.account);
    return json(await renderAccounts(call.ctx, accounts));
  },

  async "GET /api/v2/suggestions"(call) {
    const suggested = await suggest(call);
    const accounts = suggested.map((suggestion) => suggestion.account);
    const rendered = await renderAccounts(call.ctx, accounts);
    return json(
      suggested.map(({ sources }, at) => ({
        // The word before Mastodon 4.3.
        source: sources[0] === "friends_of_friends" ? "past_interactions" : "global",
        sources,
        account: rendered[at],
      })),
    );
  },

  async "DELETE /api/v1/suggestions/:id"({ ctx, viewer, path }) {
    const { id = "" } = path;
    if (isId(id)) await dismissSuggestion(ctx, { accountId: viewer.accountId, targetId: id });
    return nothing;
  },
};

function suggest({ ctx, viewer, params }: Call<Viewer>) {
  return readSuggestions(ctx, viewer.accountId, params.whole("limit", { least: 1, most: 80 }) ?? 40);
}

async function endorseAccount(call: Call<Viewer>) {
  const endorsed = await endorse(call.ctx, await knownPairOf(call));
  if (!endorsed.ok) throw refuse(endorsed.error);
  return relationship(call);
}

async function unendorseAccount(call: Call<Viewer>) {
  await unendorse(call.ctx, await knownPairOf(call));
  return relationship(call);
}
