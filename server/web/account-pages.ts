import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApiCtx } from "../context.ts";
import { consentRoutes } from "./consent/routes.ts";
import { myReportPaths, myReportRoutes } from "./decisions/my-reports.ts";
import { decisionPaths, decisionRoutes } from "./decisions/routes.ts";
import { takesListFile } from "./desk/imports.ts";
import { deskRoutes } from "./desk/routes.ts";
import { deskScript } from "./desk/script.ts";
import { en } from "./messages/en.ts";
import { notePaths, noteRoutes } from "./notes/routes.ts";
import { dataRoutes } from "./own-data/routes.ts";
import { passkeyScript } from "./passkey-script.ts";
import { reportRoutes } from "./report/routes.ts";
import { sameOrigin } from "./same-origin.ts";
import { securityRoutes } from "./security/routes.ts";
import { settingsPaths, settingsRoutes } from "./settings/routes.ts";
import { confirmationRoutes } from "./sign-in/confirmation.ts";
import { passkeyRoutes } from "./sign-in/passkey.ts";
import { resetRoutes } from "./sign-in/reset.ts";
import { signInRoutes } from "./sign-in/routes.ts";
import { trusteePages, trusteePaths } from "./trustees/routes.ts";
import { trusteeScripts } from "./trustees/scripts.ts";
import type { Site } from "./ui/layout.ts";

const MAX_BODY_BYTES = 64 * 1024;
/** A file of rules has up to a million bytes, which a form writes as three each at worst. */
const MAX_DESK_BYTES = 4 * 1024 * 1024;

/** The pages by which people come to their accounts, and let apps in. */
export function accountPages(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();
  for (const path of [
    "/auth/*",
    "/oauth/authorize",
    "/oauth/authorize/*",
    "/settings/security/*",
    "/settings/security",
    ...settingsPaths,
    ...decisionPaths,
    ...myReportPaths,
    ...notePaths,
    ...trusteePaths,
  ])
    app.use(
      path,
      sameOrigin(ctx.uris.origin),
      bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text(en.problems.tooLarge, 413) }),
    );
  const deskLimit = bodyLimit({
    maxSize: MAX_DESK_BYTES,
    onError: (c) => c.text(en.problems.tooLarge, 413),
  });
  for (const path of ["/desk", "/desk/*"])
    app.use(path, sameOrigin(ctx.uris.origin), (c, next) => (takesListFile(c) ? next() : deskLimit(c, next)));
  // Files come by these: each of their forms has a limit of its own.
  for (const path of ["/settings/export", "/settings/import"]) {
    app.use(path, sameOrigin(ctx.uris.origin));
    app.use(`${path}/*`, sameOrigin(ctx.uris.origin));
  }
  app.get("/ui/passkeys.js", (c) => {
    c.header("cache-control", "public, max-age=3600");
    return c.body(passkeyScript, 200, { "content-type": "text/javascript; charset=utf-8" });
  });
  app.route("/", deskScript);
  app.route("/", trusteeScripts);
  app.route("/", deskRoutes(ctx, site));
  app.route("/", decisionRoutes(ctx, site));
  app.route("/", myReportRoutes(ctx, site));
  app.route("/", noteRoutes(ctx, site));
  app.route("/", trusteePages(ctx, site));
  app.route("/", reportRoutes(ctx, site));
  app.route("/", signInRoutes(ctx, site));
  app.route("/", passkeyRoutes(ctx));
  app.route("/", resetRoutes(ctx, site));
  app.route("/", confirmationRoutes(ctx, site));
  app.route("/", consentRoutes(ctx, site));
  app.route("/", securityRoutes(ctx, site));
  app.route("/", settingsRoutes(ctx, site));
  app.route("/", dataRoutes(ctx, site));
  return app;
}
