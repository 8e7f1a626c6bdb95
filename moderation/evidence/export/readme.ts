/** What a reader who knows nothing of the program needs to know of an export. */
export function readmeOf(about: {
  host: string;
  number: number;
  at: Date;
  contact: string;
  leftOut: readonly string[];
}): string {
  const { host, number, at, contact, leftOut } = about;
  return `EVIDENCE IN CASE #${number} OF ${host}
Made on ${at.toISOString()} (UTC) by the server's software, Folkmoot.

WHAT THIS IS
This archive holds what ${host} knows of one case of moderation: what was reported, as it was
when it was reported, every step that was taken, by whom and when, and proof that none of it was changed
afterwards.

  case.json         the case: what the newest hundred reports say, and of which servers they are, but
                    not who wrote them; steps, notes, decisions and their reasons, appeals
  evidence/         what was reported: texts as JSON, files as they were. index.json lists them
  records/          the server's ledger, as far as it is about this case
      timeline.txt      the same, to be read by people
      private.jsonl     entries of the ledger that only the server's moderators see, one a line
      public.jsonl      entries of the ledger that everybody can see
      opened.json       what was encrypted in entries, and whom the public entries are about
  manifest.json     every file above with its SHA-256 hash
  proofs/           what connects all of it with the ledgers

Where "opened" is missing for an entry, its content was erased on a legal request. The entry itself stays.
${leftOut.length === 0 ? "" : `\nToo large for this archive, and named in evidence/index.json with their hashes:\n${leftOut.map((name) => `  ${name}\n`).join("")}`}
WHAT A HASH IS
A hash (SHA-256) is a fingerprint of a file: 64 letters and digits that are the same for the same bytes, and
others as soon as a single one is changed. Nobody can make another file with the same fingerprint.

WHAT THE LEDGER AND ITS CHECKPOINTS ARE
The server enters each step in a ledger, in the moment in which it happens. The ledger can only be added to. A
checkpoint is a line of text that says how many entries there are and gives one fingerprint of all of them
together, with a digital signature by the server. Whoever has once seen a checkpoint can tell when an earlier
entry is changed, left out or put in later. The public ledger and its checkpoints are at
https://${host}/ledger/public/checkpoint, where others can keep copies of them.

HOW TO VERIFY IT
With the program, which needs no connection:
  1. Get Folkmoot (its README says how), and put this archive beside it, as it came.
  2. folkmoot ledger verify <this archive>
  3. It says that all is as it was, or which file was changed.
  4. Compare proofs/private.key with https://${host}/ledger/private/key, or ask the server's owners for it by a
     way that you trust: the proof is worth as much as the key is the server's.

By hand, with any tools:
  1. The SHA-256 of each file is the one in manifest.json.
  2. The SHA-256 of manifest.json is in proofs/export.json, an entry of the private ledger.
  3. The leaf hash of an entry is SHA-256 of a zero byte and the entry's line (RFC 6962, section 2.1).
  4. With the path in proofs/private.json (RFC 9162, section 2.1.3.2) it leads to the root in
     proofs/private.checkpoint.
  5. The signature of the checkpoint (c2sp.org/signed-note, Ed25519) is by the key in proofs/private.key.
  6. The same for proofs/public.*.

What is proved is that the records and files were in the ledger when it had the size that the checkpoint says.
That what was reported is true is for people to judge.

WHO TO ASK
${contact}
`;
}
