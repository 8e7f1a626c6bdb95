import { writeKeyProof } from "#protocol/moot/key-proof.ts";
import { keepKey, keptKey } from "./key-store.js";
import { hasEd25519, makeKey, openRecoveryFile } from "./recovery.js";
import { secondsAt, sign, submitWith, tell } from "./signing.js";

/** A trustee's key: made, kept in this browser, enrolled with the node, and got back from its recovery file. See README.md. */

const SHORTEST_PASSPHRASE = 12;

const isSupported = await hasEd25519();
for (const each of document.querySelectorAll("[data-with-keys]")) each.hidden = !isSupported;
for (const each of document.querySelectorAll("[data-without-keys]")) each.hidden = isSupported;

/** @param {HTMLFormElement} form */
function enrolment(form) {
  const { account } = form.dataset;
  const part = (name) => form.querySelector(`[data-${name}]`);
  let made = null;

  async function make() {
    const passphrase = part("passphrase").value;
    if (passphrase.length < SHORTEST_PASSPHRASE) return tell(form, "tooShort");
    if (passphrase !== part("passphrase-again").value) return tell(form, "notTheSame");
    tell(form, "busy");
    made = await makeKey(account, passphrase);
    await keepKey(account, { did: made.did, privateKey: made.privateKey });
    for (const name of ["passphrase", "passphrase-again"]) part(name).value = "";
    const link = part("recovery-link");
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(made.file, null, 2)], { type: "application/json" }),
    );
    link.download = `folkmoot-key-${made.did.slice(-8)}.json`;
    part("recovery").hidden = false;
    tell(form, "made");
    link.focus();
  }

  part("make-key").addEventListener("click", () => make().catch(() => tell(form, "failed")));
  // A key whose file was never saved is lost with the browser: it is not enrolled before.
  part("recovery-link").addEventListener("click", () => {
    part("enrol").disabled = false;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (made === null) return tell(form, "notMade");
    try {
      const { did, privateKey } = made;
      const shown = writeKeyProof({ attributedTo: did, account, published: secondsAt(form) });
      const proof = await sign(shown, { did, privateKey }, form);
      submitWith(form, { key: did, proof: JSON.stringify(proof) });
    } catch {
      tell(form, "failed");
    }
  });
}

/** @param {HTMLFormElement} form */
function restoring(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { account, trustee } = form.dataset;
    const [file] = form.querySelector("[data-recovery-file]").files;
    if (file === undefined) return tell(form, "noFile");
    tell(form, "busy");
    const passphrase = form.querySelector("[data-passphrase]").value;
    try {
      const opened = await openRecoveryFile(await file.text(), {
        passphrase,
        ...(trustee && { did: trustee }),
      });
      if ("problem" in opened)
        return tell(
          form,
          { file: "notOne", passphrase: "wrongPassphrase", "other-key": "otherKey" }[opened.problem],
        );
      await keepKey(account, opened);
      form.reset();
      tell(form, "restored");
      await showStatus();
    } catch {
      tell(form, "failed");
    }
  });
}

/** Says whether this browser has the key that somebody signs with now. */
async function showStatus() {
  for (const place of document.querySelectorAll("[data-key-status]")) {
    const { account, trustee, here, missing } = place.dataset;
    const isHere = (await keptKey(account, trustee)) !== undefined;
    place.dataset.keyStatus = isHere ? "here" : "missing";
    place.textContent = (isHere ? here : missing) ?? "";
  }
}

if (isSupported) {
  for (const form of document.querySelectorAll("form[data-key-enrolment]")) enrolment(form);
  for (const form of document.querySelectorAll("form[data-key-restore]")) restoring(form);
  await showStatus();
}
