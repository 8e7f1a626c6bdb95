import { html } from "hono/html";
import { limits } from "#moderation/notes/note.ts";
import type { NoteDraft } from "#moderation/notes/write.ts";
import type { AddNoteError } from "../../notes/write.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { Words } from "../messages/words.ts";
import { field } from "../ui/field.ts";
import type { Html } from "../ui/layout.ts";
import { postQuote } from "./card.ts";
import { problemOf } from "./problem.ts";

/** What was refused of a note that somebody wrote. */
export interface RefusedDraft {
  draft: NoteDraft;
  error: AddNoteError;
}

const ofText = ["context-note/empty"];
const ofSources = ["context-note/no-source", "context-note/bad-source", "context-note/too-many-sources"];

/** Where somebody writes a note on a post. */
export function writePage(post: PostView, refused: RefusedDraft | null, words: Words): Html {
  const { t } = words;
  const draft = refused?.draft;
  const error = refused?.error ?? null;
  const isLong = (field: string) => error?.type === "context-note/too-long" && error.field === field;
  const said = error === null ? null : problemOf(error, words);
  const onText = error !== null && (ofText.includes(error.type) || isLong("text")) ? said : null;
  const onSources = error !== null && ofSources.includes(error.type) ? said : null;
  const onWhy = isLong("why_no_source") ? said : null;
  const onLanguage = error?.type === "context-note/bad-language" ? said : null;
  const onAll = [onText, onSources, onWhy, onLanguage].every((each) => each === null) ? said : null;
  return html`<p class="crumb"><a href="/notes">${t("note.listTitle")}</a></p>
<h1>${t("note.newTitle")}</h1><p>${t("note.newText")}</p>
${onAll === null ? "" : html`<p class="wrong" role="alert">${onAll}</p>`}
<section class="card stack">${postQuote(post, words)}</section>
<form method="post" action="/notes/new?post=${post.id}" class="card stack">
${area({ name: "text", label: t("note.text"), hint: t("note.textHint", { most: limits.text }), value: draft?.text ?? "", rows: 6, most: limits.text, problem: onText, required: true })}
${area({ name: "sources", label: t("note.sources"), hint: t("note.sourcesHint", { most: limits.sources }), value: draft?.sources.join("\n") ?? "", rows: 3, most: 11_000, problem: onSources })}
${field({ name: "why_no_source", label: t("note.why"), hint: t("note.whyHint"), value: draft?.whyNoSource ?? "", problem: onWhy, autocomplete: "off", maxlength: limits.whyNoSource })}
${field({ name: "language", label: t("note.language"), hint: t("note.languageHint"), value: draft?.language ?? words.lang, problem: onLanguage, autocomplete: "off", maxlength: 35 })}
<p><button>${t("note.add")}</button></p></form>`;
}

interface Area {
  name: string;
  label: string;
  hint: string;
  value: string;
  rows: number;
  most: number;
  problem: string | null;
  required?: boolean;
}

function area({ name, label, hint, value, rows, most, problem, required = false }: Area): Html {
  return html`<div><label for="${name}">${label}</label><p class="hint" id="${name}-hint">${hint}</p>
<textarea id="${name}" name="${name}" rows="${rows}" maxlength="${most}" dir="auto"${required ? html` required` : ""} aria-describedby="${problem === null ? "" : `${name}-problem `}${name}-hint"${problem === null ? "" : html` aria-invalid="true" autofocus`}>${value}</textarea>
${problem === null ? "" : html`<p class="wrong" id="${name}-problem">${problem}</p>`}</div>`;
}
