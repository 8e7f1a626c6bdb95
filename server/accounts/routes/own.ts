import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { credentialsEntity, privacies, profileEntity } from "../../api/entities/credentials.ts";
import { featuredTagEntity } from "../../api/entities/featured-tag.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { readFeaturedHashtags } from "../../hashtags/feature.ts";
import { type CredentialsView, readCredentials } from "../credentials.ts";
import { postingDefaults, readSettings } from "../settings.ts";
import { type ProfileChanges, updateProfile } from "../update-profile.ts";
import { changesOf } from "./changes.ts";

/** One's own account. */
export const ownAccountRoutes: Routes = {
  "GET /api/v1/accounts/verify_credentials": credentials,

  async "PATCH /api/v1/accounts/update_credentials"(call) {
    await update(call, await changesOf(call.params));
    return credentials(call);
  },

  "GET /api/v1/profile": profile,

  async "PATCH /api/v1/profile"(call) {
    const { settings: _settings, ...changes } = await changesOf(call.params);
    await update(call, changes);
    return profile(call);
  },

  async "DELETE /api/v1/profile/avatar"(call) {
    await update(call, { avatar: null, profile: { avatarAlt: "" } });
    return credentials(call);
  },

  async "DELETE /api/v1/profile/header"(call) {
    await update(call, { header: null, profile: { headerAlt: "" } });
    return credentials(call);
  },

  async "GET /api/v1/preferences"({ ctx, viewer }) {
    const [posting, settings] = await Promise.all([
      postingDefaults(ctx, viewer.accountId),
      readSettings(ctx, viewer.accountId),
    ]);
    return json({
      "posting:default:visibility": privacies[posting.visibility],
      "posting:default:sensitive": posting.sensitive,
      "posting:default:language": posting.language,
      "posting:default:quote_policy": posting.quotePolicy,
      "reading:expand:media": settings.mediaDisplay,
      "reading:expand:spoilers": settings.opensWarnings,
      "reading:autoplay:gifs": settings.playsMotion,
    });
  },
};

async function update({ ctx, viewer }: Call<Viewer>, changes: ProfileChanges): Promise<void> {
  const updated = await updateProfile(ctx, viewer.accountId, changes);
  if (!updated.ok) throw refuse(updated.error);
}

async function credentials(call: Call<Viewer>): Promise<Answer> {
  return json(credentialsEntity(call.ctx, await own(call)));
}

async function profile(call: Call<Viewer>): Promise<Answer> {
  const view = await own(call);
  const featured = await readFeaturedHashtags(call.ctx, view.account.id);
  const tags = featured.map((each) => featuredTagEntity(call.ctx, view.account, each));
  return json(profileEntity(view, tags));
}

async function own({ ctx, viewer }: Call<Viewer>): Promise<CredentialsView> {
  const view = await readCredentials(ctx, viewer.accountId);
  if (view === null) throw Refusal.notFound();
  return view;
}
