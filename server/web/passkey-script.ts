/**
 * The only script of these pages: it hands what the browser's passkeys say to the node. A button says by its data
 * attributes where to ask, where to answer, and where words about a failure go; without scripts it stays hidden.
 */
export const passkeyScript = `"use strict";
const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const toBase64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");

function decoded(options) {
  const ids = (list) => (list ?? []).map((each) => ({ ...each, id: fromBase64url(each.id) }));
  return {
    ...options,
    challenge: fromBase64url(options.challenge),
    ...(options.user && { user: { ...options.user, id: fromBase64url(options.user.id) } }),
    allowCredentials: ids(options.allowCredentials),
    excludeCredentials: ids(options.excludeCredentials),
  };
}

function encoded(credential) {
  const { response } = credential;
  const part = (name) => (response[name] ? { [name]: toBase64url(response[name]) } : {});
  return {
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      ...part("clientDataJSON"),
      ...part("attestationObject"),
      ...part("authenticatorData"),
      ...part("signature"),
      ...part("userHandle"),
      ...(response.getTransports && { transports: response.getTransports() }),
    },
  };
}

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.error);
  return read;
}

async function run(button) {
  const { ask, answer, kind } = button.dataset;
  const form = button.closest("form");
  const fields = form ? Object.fromEntries(new FormData(form)) : {};
  const options = decoded(await post(ask, fields));
  const credential =
    kind === "new"
      ? await navigator.credentials.create({ publicKey: options })
      : await navigator.credentials.get({ publicKey: options });
  const { next } = await post(answer, { ...fields, response: encoded(credential) });
  location.assign(next);
}

for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  button.closest("[hidden]")?.removeAttribute("hidden");
  for (const other of document.querySelectorAll("[data-without-passkeys]")) other.hidden = true;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const problem = document.getElementById(button.dataset.problem);
    problem.textContent = "";
    button.disabled = true;
    try {
      await run(button);
    } catch (error) {
      // What the browser says of a passkey that was not used is for programmers; what the node says is for people.
      const isFromNode = !(error instanceof DOMException) && !(error instanceof TypeError) && error.message;
      problem.textContent = isFromNode ? error.message : button.dataset.failed;
      button.disabled = false;
    }
  });
}
`;
