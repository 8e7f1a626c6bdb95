import { methodOf } from "#protocol/moot/ballot.ts";
import { privateKeyFrom } from "#protocol/signing/crypto-key.ts";
import { addProof, createProof } from "#protocol/signing/proofs.ts";

/**
 * A document with a trustee's proof added to it.
 *
 * @param {import("#protocol/signing/proofs.ts").JsonObject} document
 * @param {import("./key-store.js").KeptKey} kept
 */
export async function sign(document, { did, privateKey }) {
  const proof = await createProof(document, {
    verificationMethod: methodOf(did),
    privateKey: privateKeyFrom(privateKey),
    created: new Date(),
  });
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

/** To the second, as all times of the moot are. */
export function nowToTheSecond() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
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
