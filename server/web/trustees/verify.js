import { verifyRecordFile } from "#protocol/moot/record-file.ts";

/**
 * The button that verifies a decision in the reader's own browser. See README.md for what the page says.
 *
 * @typedef {"file" | "key" | "signatures" | "draw" | "votes"} Why
 */

/** @type {Readonly<Record<string, Why>>} */
const whyOf = {
  "record/other-node-key": "key",
  "record/other-members": "votes",
  "panel/bad-log-key": "draw",
  "panel/other-members": "draw",
  "roster/bad-signature": "signatures",
  "panel/bad-signature": "signatures",
  "decision/bad-panel": "votes",
  "decision/no-quorum": "votes",
  "decision/not-as-voted": "votes",
  "decision/bad-signature": "signatures",
  "decision/stranger": "signatures",
  "decision/no-trustee": "signatures",
  "decision/out-of-term": "signatures",
  "decision/not-by-node": "signatures",
  "decision/too-few-signatures": "signatures",
};

/**
 * @param {string} type of an error of `protocol/moot`
 * @returns {Why}
 */
function why(type) {
  return type.startsWith("draw/") ? "draw" : (whyOf[type] ?? "file");
}

/**
 * The page's words with what was found put in.
 *
 * @param {string | undefined} text
 * @param {Record<string, unknown>} found
 */
function say(text, found) {
  return (text ?? "").replaceAll(/\{([a-zA-Z]+)\}/g, (all, name) =>
    Object.hasOwn(found, name) ? String(found[name]) : all,
  );
}

/**
 * @param {HTMLElement} place
 * @returns {Promise<{ result: "right" | "wrong" | "unread", text: string, problem?: string }>}
 */
async function verify({ dataset }) {
  let file;
  try {
    const answer = await fetch(dataset.record, {
      headers: { accept: "application/json" },
      cache: "no-store",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    file = await answer.text();
  } catch {
    return { result: "unread", text: dataset.unread ?? "" };
  }
  const { nodeKey } = dataset;
  const verified = await verifyRecordFile(file, { now: new Date(), ...(nodeKey && { nodeKey }) });
  if (!verified.ok) {
    const { type } = verified.error;
    const reason = dataset[`why${why(type).replace(/^./, (first) => first.toUpperCase())}`] ?? "";
    return { result: "wrong", text: say(dataset.wrong, { reason }), problem: type };
  }
  const { signers, panel, nodeKey: key } = verified.value;
  return { result: "right", text: say(dataset.right, { signers: signers.length, size: panel.size, key }) };
}

for (const place of document.querySelectorAll("[data-verify]")) {
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.setAttribute("aria-live", "polite");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = place.dataset.button ?? "";
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    delete place.dataset.result;
    delete place.dataset.problem;
    told.textContent = place.dataset.busy ?? "";
    const { result, text, problem } = await verify(place).catch(() => ({
      result: "unread",
      text: place.dataset.unread ?? "",
    }));
    told.textContent = text;
    place.dataset.result = result;
    if (problem !== undefined) place.dataset.problem = problem;
    button.removeAttribute("aria-disabled");
  });
  place.append(button, told);
}
