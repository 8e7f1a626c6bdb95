/** What a reader who knows nothing of the program needs to know of an export. */
export function readmeOf(about: {
  host: string;
  origin: string;
  number: number;
  at: Date;
  contact: string;
  leftOut: readonly string[];
}): string {
  const { host, origin, number, at, contact, leftOut } = about;
  return `EVIDENCE IN CASE #${number} OF ${host}
Made on ${at.toISOString()} (UTC) by the server's software, Folkmoot.

WHAT THIS IS
This archive holds what ${host} keeps of one case of moderation: what was reported, as the server saw it when
it was reported, every step that was taken, by which account and when, and what is needed to check that none of it
was changed after it was written down.

  case.json         the case: what the newest hundred reports say, and of which servers they are, but
                    not who wrote them; steps, notes, decisions and their reasons, appeals
  evidence/         what was kept: texts as JSON, files byte for byte. index.json lists them, with the time at
                    which each was kept. Pictures and films of other servers were fetched from there some
                    minutes later; where that failed, "problem" says why
  records/          the server's ledger, as far as it is about this case
      timeline.txt      the same, to be read by people; times are UTC, accounts are named by their number
      private.jsonl     entries of the ledger that only the server's moderators see, one a line
      public.jsonl      entries of the ledger that everybody can see
      opened.json       what is encrypted in those entries, in clear, and whom the public entries are about
  manifest.json     every file above with its SHA-256 hash
  proofs/           what connects all of it with the ledgers

What an entry keeps in its "secret" and records/opened.json does not show was erased on a legal request. Evidence
with "erasedAt" was erased on such a request too, or because the case has been closed for long. That there was
something, and its hash, stay.
${leftOut.length === 0 ? "" : `\nToo large for this archive, and named in evidence/index.json with their hashes:\n${leftOut.map((name) => `  ${name}\n`).join("")}`}
WHAT A HASH IS
A hash (SHA-256) is a fingerprint of a file: 64 letters and digits that are the same for the same bytes, and
others as soon as a single one is changed. No way is known to make another file with the same fingerprint.

WHAT THE LEDGER AND ITS CHECKPOINTS ARE
The server enters each step in a ledger, about a second after it happens. The ledger can only be added to. A
checkpoint is a line of text that says how many entries there are and gives one fingerprint of all of them
together, with a digital signature by the server. Whoever has once seen a checkpoint can tell when an earlier
entry is changed, left out or put in later. The public ledger and its checkpoints are at
${origin}/ledger/public/checkpoint, where others can keep copies of them.

HOW TO VERIFY IT
No program comes with this archive: it would be one more thing to take on the server's word.

With Folkmoot itself, which is free software, on any computer; it need not be, and had better not be, the server's:
  1. Get it and install it as its README says (Node.js, then "npm ci" in its folder). This alone needs the
     internet. It needs no account, no database and no server of its own for this.
  2. npm run folkmoot -- ledger verify <this archive, as it came, or the folder it was unpacked into>
     It reads the archive and nothing else, and asks nobody; the computer may be offline.
  3. It says that all is as it was, or which file was changed.
  4. Compare proofs/private.key with ${origin}/ledger/private/key, or ask the server's owners for it by a
     way that you trust: the proof is worth as much as the key is the server's.

By hand, with any tools:
  1. The SHA-256 of each file is the one in manifest.json.
  2. The SHA-256 of manifest.json is in proofs/export.json, an entry of the private ledger.
  3. The leaf hash of an entry is SHA-256 of a zero byte and the entry's line (RFC 6962, section 2.1).
  4. With the path in proofs/private.json (RFC 9162, section 2.1.3.2) it leads to the root in
     proofs/private.checkpoint.
  5. The signature of the checkpoint (c2sp.org/signed-note, Ed25519) is by the key in proofs/private.key.
  6. The same for proofs/public.*.
  7. The SHA-256 of each text and file in evidence/ stands, with its "id" of evidence/index.json, in an entry
     "evidence.kept" in records/private.jsonl: the ledger was told of it when it was kept.

WHAT IS PROVED, AND WHAT IS NOT
Proved: the entries in records/ were in the server's ledgers, in this order, when these had the size that the
checkpoints say; every other file is as it was when this archive was made; and what is in evidence/ is as it was when
it was kept.
Not proved: that the times are right, which are those of the server's clock; that the server entered everything;
that what was reported is true. That the server shows everybody the same ledger is seen by comparing its
public checkpoints with copies that others kept.

WHO TO ASK
${contact}
`;
}
