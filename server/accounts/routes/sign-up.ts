import { json, nothing, type Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { findApp } from "../../oauth/apps.ts";
import { tokenOwner } from "../../oauth/owner.ts";
import { tokenAnswer } from "../../oauth/routes/tokens.ts";
import { issueToken } from "../../oauth/token.ts";
import { isConfirmed, sendConfirmationAgain } from "../confirm.ts";
import { join } from "../join.ts";
import { signUpRefusal } from "./sign-up-refusal.ts";

export const signUpRoutes: Routes = {
  async "POST /api/v1/accounts"(call) {
    const { ctx, params, token, request } = call;
    const app = token && (await findApp(ctx, token.appId));
    if (!app) throw Refusal.forbidden();
    const email = params.text("email") ?? "";
    const agrees = params.flag("agreement") === true;
    const joined = await join(ctx, {
      username: params.text("username") ?? "",
      password: params.text("password") ?? "",
      // An address is asked for in any case, as on Mastodon; where it need not be confirmed it is for new passwords.
      email,
      isEmailNeeded: true,
      agrees,
      reason: params.text("reason") ?? "",
      locale: params.text("locale"),
      invitation: params.text("invite_code") || null,
      address: request.address,
      appId: app.id,
    });
    if (!joined.ok) throw signUpRefusal(joined.error);
    const grant = { appId: app.id, accountId: joined.value.id, scopes: app.scopes, codeId: null };
    return tokenAnswer(await issueToken(ctx, ctx.sql, grant));
  },

  async "POST /api/v1/emails/confirmations"({ ctx, params, token }) {
    const accountId = token && (await tokenOwner(ctx, token.id));
    if (!accountId) throw new Refusal(422, "This method requires an authenticated user");
    const email = params.has("email") ? (params.text("email") ?? "") : null;
    const sent = await sendConfirmationAgain(ctx, { accountId, appId: token.appId, email });
    if (sent.ok) return nothing;
    switch (sent.error.type) {
      case "confirmation/other-app":
        throw Refusal.forbidden(
          "This method is only available to the application the user originally signed-up with",
        );
      case "confirmation/not-awaited":
        throw Refusal.forbidden("This method is only available while the e-mail is awaiting confirmation");
      default:
        throw signUpRefusal([sent.error]);
    }
  },

  async "GET /api/v1/emails/check_confirmation"({ ctx, token }) {
    const accountId = token && (await tokenOwner(ctx, token.id));
    if (!accountId) throw new Refusal(422, "This method requires an authenticated user");
    return json(await isConfirmed(ctx, accountId));
  },
};
