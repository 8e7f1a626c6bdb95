import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import { readInvitation } from "../accounts/invitations.ts";
import { type JoinInput, join } from "../accounts/join.ts";
import type { ApiCtx } from "../context.ts";
import { startSession } from "../sessions/start.ts";
import { type JoinValues, joinForm, type Problems, toProblems } from "./join-form.ts";
import { en } from "./messages/en.ts";
import { sameOrigin } from "./same-origin.ts";
import { type Html, page, type Site } from "./ui/layout.ts";

type Deps = Pick<
  ApiCtx,
  "db" | "sql" | "ids" | "clock" | "uris" | "handleHost" | "config" | "mail" | "policy"
>;

export interface JoinSite extends Site {
  registrationsOpen: boolean;
}

const MAX_BODY_BYTES = 16 * 1024;
const MAX_JOINING = 2;
const words = en;
const noValues: JoinValues = { username: "", displayName: "", email: "", reason: "" };

/** How somebody comes to the form. */
interface Entry {
  intro: string;
  /** The token of their invitation. */
  invitation: string | null;
  asked: { email: boolean; reason: boolean };
}

/**
 * `/join/:token` for who holds an invitation, `/join` for everybody where registration is open. The form works without
 * scripts; the token is what proves the right to send it. Who has joined is signed in.
 */
export function joinRoutes(ctx: Deps, site: JoinSite): Hono {
  const app = new Hono();
  const { registration, emailConfirmation } = ctx.config;
  const isOpen = registration === "open" || registration === "approval";
  const show = (c: Context, title: string, main: Html, status: 200 | 404 | 403 | 422 | 503) => {
    c.header("cache-control", "no-store");
    return c.html(page({ site, title, main }), status);
  };
  const form = (c: Context, { intro, asked }: Entry, values: JoinValues, problems: Problems) =>
    show(
      c,
      words.join.title,
      joinForm({ words, host: ctx.handleHost, intro, asked, values, problems }),
      Object.keys(problems).length === 0 ? 200 : 422,
    );
  const closed = (c: Context) =>
    show(c, words.join.closedTitle, notice(words.join.closedTitle, words.join.closed), 404);
  const notOpen = (c: Context) =>
    show(c, words.join.notOpenTitle, notice(words.join.notOpenTitle, words.join.notOpen), 403);
  const blocked = (c: Context) =>
    show(c, words.join.notOpenTitle, notice(words.join.notOpenTitle, words.join.blocked), 403);

  const busy = (c: Context) => {
    c.header("retry-after", "5");
    return show(c, words.join.busyTitle, notice(words.join.busyTitle, words.join.busy), 503);
  };
  let joining = 0;
  /** Each hashes a password, which takes memory and a thread: no crowd of them at once. */
  const oneOfFew = async (c: Context, work: () => Promise<Response>): Promise<Response> => {
    if (joining >= MAX_JOINING) return busy(c);
    joining++;
    try {
      return await work();
    } finally {
      joining--;
    }
  };

  async function send(c: Context, entry: Entry): Promise<Response> {
    const input = await readInput(c);
    const address: string | null = c.env?.address ?? null;
    const joined = await join(ctx, { ...input, invitation: entry.invitation, address });
    if (!joined.ok) {
      const problems = toProblems(joined.error, words);
      if (problems !== null) return form(c, entry, input, problems);
      const isBlocked = joined.error.some(({ type }) => type === "signup/address-blocked");
      return isBlocked ? blocked(c) : entry.invitation === null ? notOpen(c) : closed(c);
    }
    const { id, awaits } = joined.value;
    if (awaits === "confirmation")
      return show(
        c,
        words.join.confirmTitle,
        notice(words.join.confirmTitle, words.join.confirm(input.email)),
        200,
      );
    const welcome = words.join.welcome(input.username);
    if (awaits === "approval") return show(c, welcome, notice(welcome, words.join.approve), 200);
    const browser = { headers: c.req.raw.headers, address: address ?? "" };
    c.header("set-cookie", await startSession(ctx, id, browser), { append: true });
    return show(c, welcome, success(ctx, input.username), 200);
  }

  app.use(
    "/join/*",
    sameOrigin(ctx.uris.origin),
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text(words.problems.tooLarge, 413) }),
  );

  const everybody: Entry = {
    intro: words.join.open,
    invitation: null,
    asked: { email: emailConfirmation, reason: registration === "approval" },
  };
  app.get("/join", (c) => (isOpen ? form(c, everybody, noValues, {}) : notOpen(c)));
  app.post("/join", (c) => (isOpen ? oneOfFew(c, () => send(c, everybody)) : notOpen(c)));

  async function invited(token: string): Promise<Entry | null> {
    const invitation = await readInvitation(ctx, token);
    if (invitation === null) return null;
    const isOwner = invitation.role === "owner";
    return {
      intro: isOwner ? words.join.owner : words.join.invited,
      invitation: token,
      asked: { email: emailConfirmation && !isOwner, reason: false },
    };
  }
  app.get("/join/:token", async (c) => {
    const entry = await invited(c.req.param("token"));
    return entry === null ? closed(c) : form(c, entry, noValues, {});
  });
  app.post("/join/:token", async (c) => {
    const entry = await invited(c.req.param("token"));
    return entry === null ? closed(c) : oneOfFew(c, () => send(c, entry));
  });

  return app;
}

async function readInput(c: Context): Promise<JoinInput & JoinValues> {
  const body = await c.req.parseBody();
  const read = (name: string) => (typeof body[name] === "string" ? body[name] : "");
  return {
    username: read("username").trim().replace(/^@/, ""),
    displayName: read("displayName").trim(),
    email: read("email").trim(),
    reason: read("reason").trim(),
    password: read("password"),
  };
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
