// What the desk's pages do beside their forms: keys, selecting all, and a queue that is renewed while somebody looks at it.
const typing = (target) =>
  target.closest("input:not([type=checkbox], [type=radio]), textarea, select") !== null;
const $ = (selector) => document.querySelector(selector);
const rows = () => [...document.querySelectorAll("[data-case]")];

let at = -1;

function go(to) {
  const all = rows();
  if (all.length === 0) return;
  at = Math.max(0, Math.min(all.length - 1, to));
  for (const row of all) row.classList.remove("here");
  all[at].classList.add("here");
  all[at].querySelector("a.to")?.focus();
  all[at].scrollIntoView({ block: "nearest" });
}

function focusOn(selector) {
  const target = $(selector);
  if (target === null) return;
  // A summary opens what it is of by itself.
  if (target.tagName !== "SUMMARY") target.closest("details")?.setAttribute("open", "");
  target.focus();
  target.scrollIntoView({ block: "center" });
}

const deeds = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  o: () => rows()[at]?.querySelector("a.to")?.click(),
  x: () => rows()[at]?.querySelector("input.pick")?.click(),
  a: () => focusOn("#act input[name=kind]"),
  n: () => focusOn("#note-text"),
  u: () => focusOn("[data-undo]"),
  m: () => $(".unmute")?.click(),
  l: () => location.assign("/desk"),
  "/": () => focusOn("#text, #q"),
  "?": () => {
    const keys = $(".keys");
    if (keys === null) return;
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  },
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const deed = Object.hasOwn(deeds, event.key) ? deeds[event.key] : null;
  if (deed === null) return;
  event.preventDefault();
  deed();
});

addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-case]");
  if (row !== null) at = rows().indexOf(row);
});

for (const hidden of document.querySelectorAll("[data-with-scripts]")) hidden.hidden = false;

const all = $("#pick-all");
all?.addEventListener("change", () => {
  for (const box of document.querySelectorAll("input.pick")) box.checked = all.checked;
});

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[method=post]"))
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

// Jobs that run and queues that grow are looked at again, unless somebody is in the middle of something.
const live = $("[data-live]");
if (live !== null) {
  const busy = () =>
    document.hidden || $("input.pick:checked") !== null || live.contains(document.activeElement);
  setInterval(async () => {
    if (busy()) return;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (answer === null || !answer.ok || answer.redirected) return;
    const fresh = new DOMParser()
      .parseFromString(await answer.text(), "text/html")
      .querySelector("[data-live]");
    if (fresh === null || busy() || fresh.innerHTML === live.innerHTML) return;
    live.replaceChildren(...fresh.childNodes);
    const said = $("#live-said");
    if (said !== null) said.textContent = said.dataset.text ?? "";
  }, Number(live.dataset.live) * 1000);
}
