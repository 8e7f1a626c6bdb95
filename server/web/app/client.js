// A small client of the node's own API, for whoever has no app at hand: it signs in by OAuth as any other app does,
// reads the home timeline, hears by streaming what is new, and posts. It loads nothing from elsewhere.
import { createAttachments } from "./attach.js";
import { attached } from "./attached.js";

const scopes = "read write follow";
const here = `${location.origin}/app`;
const words = JSON.parse(document.getElementById("words").textContent);
const part = (id) => document.getElementById(id);
const stored = (name) => JSON.parse(localStorage.getItem(`folkmoot.${name}`) ?? "null");
const store = (name, value) =>
  value === null
    ? localStorage.removeItem(`folkmoot.${name}`)
    : localStorage.setItem(`folkmoot.${name}`, JSON.stringify(value));

async function call(method, path, body) {
  const token = stored("token");
  const isForm = body instanceof FormData;
  const response = await fetch(path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && !isForm && { "content-type": "application/json" }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.status === 401 && token) signOut();
  if (!response.ok) throw new Error(answer.error_description ?? answer.error ?? response.statusText);
  return answer;
}

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

// RFC 7636: only this page can use the code that comes back.
async function signIn() {
  const app =
    stored("app") ??
    (await call("POST", "/api/v1/apps", {
      client_name: words.name,
      redirect_uris: here,
      scopes,
      website: here,
    }));
  store("app", app);
  const attempt = { state: random(), verifier: random() };
  store("attempt", attempt);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: here,
    scope: scopes,
    state: attempt.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  });
  location.assign(`/oauth/authorize?${query}`);
}

async function comeBack(query) {
  const [app, attempt] = [stored("app"), stored("attempt")];
  history.replaceState(null, "", "/app");
  store("attempt", null);
  if (!app || !attempt || query.get("state") !== attempt.state) return;
  if (query.get("error")) return say(query.get("error_description") ?? query.get("error"));
  const answer = await call("POST", "/oauth/token", {
    grant_type: "authorization_code",
    client_id: app.client_id,
    client_secret: app.client_secret,
    redirect_uri: here,
    code: query.get("code"),
    code_verifier: attempt.verifier,
  });
  store("token", answer.access_token);
}

async function signOut() {
  const [app, token] = [stored("app"), stored("token")];
  store("token", null);
  if (app && token) {
    const { client_id, client_secret } = app;
    await fetch("/oauth/revoke", {
      method: "POST",
      body: new URLSearchParams({ client_id, client_secret, token }),
    }).catch(() => {});
  }
  location.reload();
}

function say(text) {
  part("said").textContent = text;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The node has sanitised what others wrote, and the page's policy lets no script of theirs run. */
function prose(content) {
  return element("div", { className: "prose", innerHTML: content });
}

function fold(summary, content) {
  return element("details", {}, element("summary", { textContent: summary }), content);
}

function toggle(status, verb, undo, is, label) {
  const button = element("button", { type: "button", className: "plain", textContent: label });
  button.setAttribute("aria-pressed", String(status[is]));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const answer = await call("POST", `/api/v1/statuses/${status.id}/${status[is] ? undo : verb}`);
      status[is] = (answer.reblog ?? answer)[is];
      button.setAttribute("aria-pressed", String(status[is]));
    } catch (error) {
      say(error.message);
    }
    button.disabled = false;
  });
  return button;
}

function card(entry) {
  const status = entry.reblog ?? entry;
  const { account } = status;
  const time = element("time", {
    dateTime: status.created_at,
    textContent: new Date(status.created_at).toLocaleString(),
  });
  const { media_attachments: media } = status;
  const shownMedia = element(
    "div",
    { className: media.length > 1 ? "media many" : "media" },
    ...media.map((each) => attached(each, element, words)),
  );
  const isWarned = status.spoiler_text !== "";
  // What is only marked as sensitive is what is attached.
  const under = isWarned || !status.sensitive ? shownMedia : fold(words.sensitive, shownMedia);
  const content = element(
    "div",
    { className: "stack" },
    prose(status.content),
    ...(media.length > 0 ? [under] : []),
  );
  const answer = element("button", { type: "button", className: "plain", textContent: words.answer });
  answer.addEventListener("click", () => {
    part("text").value = `@${account.acct} `;
    part("compose").dataset.answers = status.id;
    part("visibility").value = status.visibility;
    part("text").focus();
  });
  const made = element(
    "article",
    { className: "card stack", lang: status.language ?? "" },
    ...(entry.reblog
      ? [
          element("p", {
            className: "quiet",
            textContent: `${entry.account.display_name} ${words.boosted}`,
          }),
        ]
      : []),
    element(
      "p",
      { className: "quiet" },
      element("a", { href: account.url, textContent: account.display_name || account.username }),
      ` @${account.acct} · `,
      element("a", { href: status.url }, time),
    ),
    isWarned ? fold(status.spoiler_text, content) : content,
    element(
      "p",
      { className: "row" },
      answer,
      toggle(status, "reblog", "unreblog", "reblogged", words.boost),
      toggle(status, "favourite", "unfavourite", "favourited", words.like),
      toggle(status, "bookmark", "unbookmark", "bookmarked", words.keep),
    ),
  );
  made.dataset.entry = entry.id;
  made.dataset.status = status.id;
  return made;
}

const shown = (id) =>
  [...document.querySelectorAll("#timeline article")].filter((each) => each.dataset.entry === id);

function add(entry) {
  if (shown(entry.id).length > 0) return;
  part("timeline").prepend(card(entry));
  showWhetherEmpty();
}

/** A feed without articles is none to programs that read a page out. */
function showWhetherEmpty() {
  const isEmpty = part("timeline").children.length === 0;
  part("timeline").hidden = isEmpty;
  part("empty").hidden = !isEmpty;
}

function listen(retryMs = 1000) {
  const address = `${location.origin.replace(/^http/, "ws")}/api/v1/streaming?stream=user`;
  const socket = new WebSocket(address, stored("token"));
  socket.addEventListener("open", () => {
    part("live").textContent = words.live;
  });
  socket.addEventListener("message", ({ data }) => {
    const { event, payload } = JSON.parse(data);
    if (event === "update") {
      const entry = JSON.parse(payload);
      add(entry);
      say(words.heard.replace("{name}", entry.account.display_name || entry.account.username));
    } else if (event === "delete") {
      for (const each of shown(payload)) each.remove();
      showWhetherEmpty();
    } else if (event === "status.update") {
      const entry = JSON.parse(payload);
      for (const each of shown(entry.id)) each.replaceWith(card(entry));
    }
  });
  socket.addEventListener("close", () => {
    part("live").textContent = words.away;
    if (stored("token")) setTimeout(() => listen(Math.min(retryMs * 2, 30_000)), retryMs);
  });
}

async function load(before) {
  const page = await call("GET", `/api/v1/timelines/home${before ? `?max_id=${before}` : ""}`);
  part("timeline").append(...page.filter((entry) => shown(entry.id).length === 0).map(card));
  showWhetherEmpty();
  part("more").hidden = page.length === 0;
}

const files = createAttachments(part("attached"), {
  token: () => stored("token"),
  call,
  element,
  words,
  changed: (count) => {
    part("sensitive-of").hidden = count === 0;
    part("text").required = count === 0;
  },
});

function attach(chosen) {
  for (const file of chosen) files.add(file);
}

async function post(event) {
  event.preventDefault();
  const form = part("compose");
  const text = part("text").value;
  if (text.trim() === "" && files.count() === 0) return;
  part("send").disabled = true;
  try {
    if (files.count() > 0) say(words.waiting);
    const media = await files.finish();
    const status = await call("POST", "/api/v1/statuses", {
      status: text,
      visibility: part("visibility").value,
      ...(media.length > 0 && { media_ids: media, sensitive: part("sensitive").checked }),
      ...(form.dataset.answers && { in_reply_to_id: form.dataset.answers }),
    });
    delete form.dataset.answers;
    part("text").value = "";
    part("sensitive").checked = false;
    files.clear();
    say(words.posted);
    add(status);
  } catch (error) {
    say(error.message);
  }
  part("send").disabled = false;
}

async function start() {
  const query = new URLSearchParams(location.search);
  if (query.has("state")) await comeBack(query);
  part("sign-in").addEventListener("click", () => signIn().catch((error) => say(error.message)));
  if (!stored("token")) {
    part("welcome").hidden = false;
    return;
  }
  const account = await call("GET", "/api/v1/accounts/verify_credentials");
  part("who").textContent = `@${account.acct}`;
  part("home").hidden = false;
  part("compose").addEventListener("submit", post);
  part("files").addEventListener("change", ({ target }) => {
    attach(target.files);
    // The same file can be chosen again.
    target.value = "";
  });
  part("text").addEventListener("paste", ({ clipboardData }) => attach(clipboardData.files));
  part("more").addEventListener("click", () => {
    const last = document.querySelector("#timeline article:last-child");
    load(last?.dataset.entry).catch((error) => say(error.message));
  });
  part("sign-out").addEventListener("click", signOut);
  await load();
  listen();
}

start().catch((error) => say(error.message));
