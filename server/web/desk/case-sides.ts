import { html } from "hono/html";
import type { ActionView } from "#moderation/actions/read.ts";
import type { Case } from "#moderation/cases/words.ts";
import { type Category, categories, type Severity } from "#moderation/category.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import type { Names } from "./names.ts";

/** Why a case stands where it does in the queue, part by part. */
export function priorityOf({ priority }: Case, { t, number }: Words): Html {
  const parts = ["severity", "reach", "voices", "age", "total"] as const;
  const round = (value: number) => number(Math.round(value * 10) / 10);
  return html`<details class="card"><summary>${t("case.priority")}: ${round(priority.total)}</summary>
<table class="tight"><tbody>${parts.map((part) => html`<tr><th scope="row">${t(`case.priority.${part}`)}</th><td class="number">${round(priority[part])}</td></tr>`)}</tbody></table></details>`;
}

/** What was done, each with its way back. */
export function actionsOf(actions: readonly ActionView[], words: Words, names: Names): Html {
  const { t, time } = words;
  const items = actions.map((action) => {
    const { id, kind, undoneAt, endsAt, startsAt, by, subject } = action;
    const subjectTitle = t(`subject.${subject.kind}`);
    return html`<li><p><strong>${t(`did.${kind}`)}</strong> <span class="quiet tight">${subjectTitle} · ${names.link(by)} · ${time(startsAt)}${
      undoneAt !== null
        ? html` · ${t("case.undone", { when: time(undoneAt) })}`
        : endsAt === null
          ? ""
          : html` · ${t("case.until", { when: time(endsAt) })}`
    }</span></p>${undoneAt === null && kind !== "none" ? undoForm(id, t(`kind.${kind}`), words) : ""}</li>`;
  });
  return html`<section class="card" aria-labelledby="done-title"><h2 id="done-title">${t("case.inForce")}</h2>
${actions.length === 0 ? html`<p class="quiet">${t("case.inForceNone")}</p>` : html`<ul class="ledger">${items}</ul>`}</section>`;
}

function undoForm(id: string, kind: string, { t }: Words): Html {
  return html`<details><summary data-undo>${t("desk.undo")}</summary>
<form method="post" action="/desk/actions/${id}/undo" class="stack">
<div><label for="why-${id}">${t("case.undoReason")}</label><p class="hint" id="why-${id}-hint">${t("case.undoHint")}</p>
<textarea id="why-${id}" name="reason" rows="2" maxlength="2000" aria-describedby="why-${id}-hint" dir="auto"></textarea></div>
<p><button class="plain">${t("case.undoDo", { kind })}</button></p></form></details>`;
}

/** Who looks at it, whether it waits, and what it may be. */
export function handling(
  item: Case,
  {
    me,
    handlers,
    isBeforePanel,
  }: { me: string; handlers: readonly { id: string; username: string }[]; isBeforePanel: boolean },
  words: Words,
  names: Names,
): Html {
  const { t } = words;
  const path = `/desk/cases/${item.number}`;
  const seen = html`<input type="hidden" name="version" value="${item.version}">`;
  const isClosed = item.closedAt !== null;
  const button = (deed: string, title: string) =>
    html`<form method="post" action="${path}/${deed}">${seen}<button class="plain">${title}</button></form>`;
  return html`<section class="card stack" aria-labelledby="who-title"><h2 id="who-title">${t("case.assign")}</h2>
<p>${item.assignedTo === null ? t("queue.noAssignee") : names.link(item.assignedTo)}</p>
<div class="actions">${item.assignedTo === me ? button("release", t("case.release")) : button("take", t("case.take"))}
${item.state === "waiting" && !isBeforePanel ? button("resume", t("case.resume")) : ""}
${isClosed ? button("reopen", t("case.reopen")) : ""}</div>
${isClosed ? html`<p class="quiet tight">${t("case.reopenHint")}</p>` : ""}
${isClosed ? "" : giveForm(item, { me, handlers }, path, seen, words)}
${item.state === "open" ? waitForm(path, seen, words) : ""}
${isClosed ? "" : html`${classForm(item, path, seen, words)}${isBeforePanel ? "" : dismissForm(path, seen, words)}`}</section>`;
}

/** To somebody else who looks after cases; nobody is asked who is alone. */
function giveForm(
  { assignedTo }: Case,
  { me, handlers }: { me: string; handlers: readonly { id: string; username: string }[] },
  path: string,
  seen: Html,
  { t }: Words,
): Html {
  const others = handlers.filter(({ id }) => id !== me && id !== assignedTo);
  if (others.length === 0) return html``;
  return html`<details><summary>${t("case.give")}</summary><form method="post" action="${path}/give" class="stack">${seen}
<div><label for="give-to">${t("case.giveTo")}</label><select id="give-to" name="to">${others.map(({ id, username }) => html`<option value="${id}">@${username}</option>`)}</select></div>
<p><button class="plain">${t("case.give")}</button></p></form></details>`;
}

function waitForm(path: string, seen: Html, { t }: Words): Html {
  return html`<details><summary>${t("case.wait")}</summary><form method="post" action="${path}/wait" class="stack">${seen}
<div><label for="until">${t("case.waitUntil")}</label><input id="until" name="until" type="datetime-local"></div>
<p><button class="plain">${t("case.wait")}</button></p></form></details>`;
}

function classForm(item: Case, path: string, seen: Html, { t }: Words): Html {
  const levels: readonly Severity[] = [0, 1, 2, 3, 4];
  return html`<details><summary>${t("case.reclassify")}</summary><form method="post" action="${path}/class" class="stack">${seen}
<div><label for="class">${t("queue.category")}</label><select id="class" name="category">${(
    Object.keys(categories) as Category[]
  ).map(
    (name) =>
      html`<option value="${name}"${name === item.category ? html` selected` : ""}>${t(`category.${name}`)}</option>`,
  )}</select></div>
<div><label for="level">${t("queue.severity")}</label><select id="level" name="severity">${levels.map(
    (level) =>
      html`<option value="${level}"${level === item.severity ? html` selected` : ""}>${level} · ${t(`severity.${level}`)}</option>`,
  )}</select></div>
<p><button class="plain">${t("case.reclassifyDo")}</button></p></form></details>`;
}

function dismissForm(path: string, seen: Html, { t }: Words): Html {
  return html`<details><summary>${t("case.close")}</summary><form method="post" action="${path}/dismiss">${seen}
<p class="quiet tight">${t("case.closeHint")}</p><p><button class="plain">${t("case.dismiss")}</button></p></form></details>`;
}
