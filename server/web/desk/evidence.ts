import { html, raw } from "hono/html";
import type { Evidence } from "#moderation/evidence/read.ts";
import { sanitize } from "#protocol/html/sanitize.ts";
import { parseIri } from "#protocol/ids/iri.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

type Json = Readonly<Record<string, unknown>>;

const textOf = (json: Json, name: string): string => (typeof json[name] === "string" ? json[name] : "");
const listOf = (json: Json, name: string): Json[] =>
  Array.isArray(json[name]) ? json[name].filter((each) => typeof each === "object" && each !== null) : [];

/** Where the bytes of evidence are read, by moderators alone. */
const fileOf = ({ id }: Evidence) => `/api/folkmoot/v1/evidence/${id}/file`;

/** What was kept of a case's subject, in the order in which it was looked at. */
export function evidenceOf(items: readonly Evidence[], words: Words): Html {
  const { t } = words;
  if (items.length === 0) return html`<p class="quiet">${t("case.noEvidence")}</p>`;
  const media = items.filter(({ kind }) => kind === "medium" || kind === "file");
  const rest = items.filter(({ kind }) => kind === "post" || kind === "account" || kind === "comment");
  return html`${rest.map((item) => kept(item, words))}${media.length === 0 ? "" : html`<div class="media many">${media.map((item) => medium(item, words))}</div>`}`;
}

function kept(item: Evidence, words: Words): Html {
  const { t, time } = words;
  const { content, kind, capturedAt, sha256 } = item;
  const when = html`<p class="quiet tight">${t("case.then", { when: time(capturedAt) })} · <abbr title="SHA-256 ${sha256}">${sha256.slice(0, 12)}</abbr></p>`;
  if (content === null) return html`<p>${t("case.erased", { hash: sha256 })}</p>${when}`;
  if (kind === "account")
    return html`<details><summary>${t("subject.account")} <bdi>${nameOf(content)}</bdi></summary>${profile(content)}${when}</details>`;
  if (kind === "comment") return html`<p class="quoted" dir="auto">${textOf(content, "text")}</p>${when}`;
  const versions = listOf(content, "versions");
  return html`${said(content)}${versions.map(
    (version) =>
      html`<details><summary>${t("case.version")} · ${timeOf(version, "writtenAt", words)}</summary>${said(version)}</details>`,
  )}${when}`;
}

/** What a post said. It is sanitised again: what was kept may have been cut. */
function said(content: Json): Html {
  const [title, warning] = [textOf(content, "title"), textOf(content, "warning")];
  const language = textOf(content, "language");
  return html`<div class="stack text" dir="auto"${language === "" ? "" : html` lang="${language}"`}>
${title === "" ? "" : html`<p><strong>${title}</strong></p>`}
${warning === "" ? "" : html`<p class="tag">${warning}</p>`}
<div>${raw(sanitize(textOf(content, "html")))}</div></div>`;
}

function profile(content: Json): Html {
  return html`<div class="text" dir="auto">${raw(sanitize(textOf(content, "bioHtml")))}</div>
<dl>${listOf(content, "fields").map(
    (field) =>
      html`<dt dir="auto">${textOf(field, "name")}</dt><dd dir="auto">${raw(sanitize(textOf(field, "value") || textOf(field, "valueHtml")))}</dd>`,
  )}</dl>`;
}

/** `Ana (@ana@there.example)` */
function nameOf(content: Json): string {
  const domain = textOf(content, "domain");
  const handle = `@${textOf(content, "username")}${domain === "" ? "" : `@${domain}`}`;
  const name = textOf(content, "displayName");
  return name === "" ? handle : `${name} (${handle})`;
}

function medium(item: Evidence, words: Words): Html {
  const { content, file, mediaType, size, sha256 } = item;
  const { t, number } = words;
  const about = (content?.about ?? {}) as Json;
  const alt = textOf(about, "alt");
  const type = mediaType ?? textOf(about, "mediaType");
  if (file === null)
    return html`<p class="quiet">${item.erasedAt === null ? (item.problem ?? "…") : t("case.erased", { hash: sha256 })}</p>`;
  const caption = html`<figcaption class="quiet tight">${alt === "" ? "" : html`<span dir="auto">${alt}</span> · `}<a href="${fileOf(item)}">${size === null ? t("case.fileUnsized", { type }) : t("case.file", { size: number(size), type })}</a></figcaption>`;
  if (type.startsWith("image/"))
    return html`<figure class="picture"><div class="muted"><img src="${fileOf(item)}" alt="${alt}" loading="lazy"></div>${caption}</figure>`;
  if (type.startsWith("video/"))
    return html`<figure class="video"><div class="muted"><video src="${fileOf(item)}" controls preload="none" aria-label="${alt === "" ? t("subject.medium") : alt}"></video></div>${caption}</figure>`;
  if (type.startsWith("audio/"))
    return html`<figure class="sound"><audio src="${fileOf(item)}" controls preload="none" aria-label="${alt === "" ? t("subject.medium") : alt}"></audio>${caption}</figure>`;
  return html`<figure>${caption}</figure>`;
}

/** What stood above and below a post when it was reported. */
export function threadOf(items: readonly Evidence[], words: Words): Html {
  const { t } = words;
  const content = items.findLast(({ kind }) => kind === "thread")?.content ?? {};
  const [above, replies] = [listOf(content, "above"), listOf(content, "replies")];
  if (above.length + replies.length === 0) return html`<p class="quiet">${t("case.threadNone")}</p>`;
  const part = (title: string, posts: readonly Json[]) =>
    posts.length === 0
      ? ""
      : html`<h3>${title}</h3><ol class="ledger">${posts.map((post) => html`<li>${turn(post, words)}</li>`)}</ol>`;
  return html`${part(t("case.before"), above)}${part(t("case.after"), replies)}`;
}

/** A time that was kept as text; as it is where it is none. */
function timeOf(content: Json, member: string, { time }: Words): string {
  const kept = textOf(content, member);
  const at = new Date(kept);
  return Number.isNaN(at.getTime()) ? kept : time(at);
}

function turn(post: Json, words: Words): Html {
  const author = (post.author ?? {}) as Json;
  const url = textOf(post, "url");
  const when = timeOf(post, "publishedAt", words);
  return html`<p class="tight"><strong><bdi>${nameOf(author)}</bdi></strong> <span class="quiet">${parseIri(url) === null ? when : html`<a href="${url}" rel="nofollow noopener">${when}</a>`}</span></p>${said(post)}`;
}
