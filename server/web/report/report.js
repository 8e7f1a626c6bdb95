// Does the work that spares whoever reports something the wait: see server/submissions/form.ts. Without it the form works as well.
const BATCH = 256;

/** A text whose SHA-256, behind the token and a colon, begins with so many zero bits. */
async function workFor(token, difficulty) {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += BATCH) {
    const tries = Array.from({ length: BATCH }, (_, more) => String(from + more));
    const digests = await Promise.all(
      tries.map((tried) => crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${tried}`))),
    );
    const found = digests.findIndex(
      (digest) => new DataView(digest).getUint32(0) >>> (32 - difficulty) === 0,
    );
    if (found >= 0) return tries[found];
  }
}

const form = document.querySelector("form[data-difficulty]");
// Only where the connection is safe do browsers have what this needs. It is done before anybody has filled in the form.
if (form !== null && globalThis.crypto?.subtle !== undefined) {
  const { token, work } = form.elements;
  work.value = await workFor(token.value, Number(form.dataset.difficulty));
}
