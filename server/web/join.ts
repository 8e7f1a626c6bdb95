import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Result } from "#protocol/result.ts";
import { readInvitation } from "../accounts/invitations.ts";
import { acceptInvitation, type JoinError, type JoinInput, register } from "../accounts/join.ts";
import type { Ctx } from "../context.ts";
import { type JoinValues, joinForm, type Problems, toProblems } from "./join-form.ts";
import { en } from "./messages/en.ts";
import { sameOrigin } from "./same-origin.ts";
import { type Html, page, type Site } from "./ui/layout.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">;

export interface JoinSite extends Site {
  registrationsOpen: boolean;
}

const MAX_BODY_BYTES = 16 * 1024;
const MAX_JOINING = 2;
const words = en;
const noValues: JoinValues = { username: "", displayName: "" };

/**
 * `/join/:token` for who holds an invitation, `/join` for everybody where registration is open. The form works without
 * scripts and without cookies; the token is what proves the right to send it.
 */
export function joinRoutes(ctx: Deps, site: JoinSite): Hono {
  const app = new Hono();
  const show = (c: Context, title: string, main: Html, status: 200 | 404 | 403 | 422 | 503) => {
    c.header("cache-control", "no-store");
    return c.html(page({ site, title, main }), status);
  };
  const form = (c: Context, intro: string, values: JoinValues, problems: Problems) =>
    show(
      c,
      words.join.title,
      joinForm({ words, host: ctx.handleHost, intro, values, problems }),
      Object.keys(problems).length === 0 ? 200 : 422,
    );
  const closed = (c: Context) =>
    show(c, words.join.closedTitle, notice(words.join.closedTitle, words.join.closed), 404);
  const notOpen = (c: Context) =>
    show(c, words.join.notOpenTitle, notice(words.join.notOpenTitle, words.join.notOpen), 403);

  const busy = (c: Context) => {
    c.header("retry-after", "5");
    return show(c, words.join.busyTitle, notice(words.join.busyTitle, words.join.busy), 503);
  };
  let joining = 0;
  /** Each hashes a password, which takes memory and a thread: no crowd of them at once. */
  const oneOfFew = async (c: Context, join: () => Promise<Response>): Promise<Response> => {
    if (joining >= MAX_JOINING) return busy(c);
    joining++;
    try {
      return await join();
    } finally {
      joining--;
    }
  };

  async function answer(
    c: Context,
    intro: string,
    input: JoinInput,
    outcome: Result<{ iri: Iri }, JoinError>,
    refused: (c: Context) => Response | Promise<Response>,
  ) {
    if (outcome.ok) return show(c, words.join.welcome(input.username), success(ctx, input.username), 200);
    const problems = toProblems(outcome.error, words);
    if (problems === null) return refused(c);
    const { username, displayName = "" } = input;
    return form(c, intro, { username, displayName }, problems);
  }

  app.use(
    "/join/*",
    sameOrigin(ctx.uris.origin),
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text(words.problems.tooLarge, 413) }),
  );

  app.get("/join", (c) => (site.registrationsOpen ? form(c, words.join.open, noValues, {}) : notOpen(c)));

  app.post("/join", async (c) => {
    if (!site.registrationsOpen) return notOpen(c);
    const input = await readInput(c);
    return oneOfFew(c, async () =>
      answer(c, words.join.open, input, await register(ctx, site.registrationsOpen, input), notOpen),
    );
  });

  app.get("/join/:token", async (c) => {
    const invitation = await readInvitation(ctx, c.req.param("token"));
    return invitation === null ? closed(c) : form(c, introFor(invitation.role), noValues, {});
  });

  app.post("/join/:token", async (c) => {
    const token = c.req.param("token");
    const invitation = await readInvitation(ctx, token);
    if (invitation === null) return closed(c);
    const input = await readInput(c);
    return oneOfFew(c, async () =>
      answer(c, introFor(invitation.role), input, await acceptInvitation(ctx, token, input), closed),
    );
  });

  return app;
}

async function readInput(c: Context): Promise<JoinInput> {
  const body = await c.req.parseBody();
  const read = (name: string) => (typeof body[name] === "string" ? body[name] : "");
  return {
    username: read("username").trim().replace(/^@/, ""),
    displayName: read("displayName").trim(),
    password: read("password"),
  };
}

function introFor(role: string): string {
  return role === "owner" ? words.join.owner : words.join.invited;
}

function notice(title: string, text: string): Html {
  return html`<h1>${title}</h1><p>${text}</p>`;
}

function success(ctx: Deps, username: string): Html {
  const address = `@${username}@${ctx.handleHost}`;
  return html`<h1>${words.join.welcome(username)}</h1>
<div class="card stack">
<p>${words.join.address} <strong>${address}</strong></p>
<p class="quiet">${words.join.addressHint}</p>
<p><a href="${ctx.uris.profilePage(username)}">${words.join.profile}</a></p>
</div>
<p>${words.join.terminal}</p>
<pre><code>npm run folkmoot -- post --as ${username} "Hello"</code></pre>
<p>${words.join.follow}</p>
<pre><code>npm run folkmoot -- follow --as ${username} @somebody@example.social</code></pre>`;
}
