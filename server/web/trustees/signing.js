import { methodOf } from "#protocol/moot/ballot.ts";
import { privateKeyFrom } from "#protocol/signing/crypto-key.ts";
import { addProof, createProof } from "#protocol/signing/proofs.ts";

const shownAt = performance.now();

/**
 * The time by the node's clock, as the page had it, and what has passed since: the clock of a computer may be hours off, and what it
 * signs would be refused. By the computer's own where the page has none.
 *
 * @param {HTMLElement} form
 */
function timeAt({ dataset }) {
  const shown = Date.parse(dataset.now ?? "");
  return Number.isNaN(shown) ? new Date() : new Date(shown + performance.now() - shownAt);
}

/**
 * To the second, as all times of the moot are.
 *
 * @param {HTMLElement} form
 */
export function secondsAt(form) {
  return timeAt(form)
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
}

/**
 * A document with a trustee's proof added to it.
 *
 * @param {import("#protocol/signing/proofs.ts").JsonObject} document
 * @param {import("./key-store.js").KeptKey} kept
 * @param {HTMLElement} form
 */
export async function sign(document, { did, privateKey }, form) {
  const proof = await createProof(document, {
    verificationMethod: methodOf(did),
    privateKey: privateKeyFrom(privateKey),
    created: timeAt(form),
  });
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

/**
 * Sends a form with what was made in the browser in place of what was typed.
 *
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} values
 * @param {readonly string[]} kept names of inputs that do not leave the browser
 */
export function submitWith(form, values, kept = []) {
  const typed = [...form.elements].filter(({ name, disabled }) => kept.includes(name) && !disabled);
  const hidden = Object.entries(values).map(([name, value]) =>
    Object.assign(document.createElement("input"), { type: "hidden", name, value }),
  );
  for (const input of typed) input.disabled = true;
  form.append(...hidden);
  // Not requestSubmit, which would ask this script again. What is sent is read at once.
  HTMLFormElement.prototype.submit.call(form);
  for (const input of typed) input.disabled = false;
  for (const input of hidden) input.remove();
}

/**
 * Tells whoever is at a form something: the words are the page's, by the names of its data attributes.
 *
 * @param {HTMLElement} form
 * @param {string} name `noKey` for `data-no-key`
 */
export function tell(form, name) {
  let told = form.querySelector("[data-told]");
  if (told === null) {
    told = document.createElement("p");
    told.dataset.told = "";
    told.setAttribute("role", "alert");
    form.append(told);
  }
  told.dataset.about = name;
  told.textContent = form.dataset[name] ?? "";
}
