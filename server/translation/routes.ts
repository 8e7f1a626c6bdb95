import { readSettings } from "../accounts/settings.ts";
import { type Call, json, type Routes } from "../api/call.ts";
import { contentOf } from "../api/entities/status.ts";
import { translationEntity } from "../api/entities/translation.ts";
import { refuse } from "../api/refuse.ts";
import { entryOf } from "../api/shown.ts";
import { languagesOf, translatorOf } from "./languages.ts";
import { translatePost } from "./translate.ts";

export const translationRoutes: Routes = {
  async "POST /api/v1/statuses/:id/translate"(call) {
    const { post } = await entryOf(call);
    const translated = await translatePost(call.ctx, post, contentOf(post), await targetOf(call));
    if (!translated.ok) throw refuse(translated.error);
    return json(translationEntity(post, translated.value));
  },

  async "GET /api/v1/instance/translation_languages"({ ctx }) {
    const translator = translatorOf(ctx);
    if (translator === null) return json({});
    const languages = await languagesOf(ctx, translator);
    if (!languages.ok) throw refuse(languages.error);
    return json(languages.value);
  },
};

/** What is asked for, or what the reader writes in. */
async function targetOf({ ctx, viewer, params }: Pick<Call, "ctx" | "viewer" | "params">): Promise<string> {
  const wanted = params.text("lang")?.trim();
  if (wanted) return wanted;
  return (viewer && (await readSettings(ctx, viewer.accountId)).language) ?? "en";
}
