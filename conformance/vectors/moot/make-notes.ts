import type { Iri } from "#protocol/ids/iri.ts";
import { type ContextNote, writeContextNote } from "#protocol/moot/context-note.ts";
import { exportMultikey } from "#protocol/signing/keys.ts";
import { iri, METHOD, NODE, NOW, type Signer, sign } from "./signers.ts";

/** Context notes, as nodes tell others of them: `context-notes.json`. */
export async function makeNotes({ node, stranger }: { node: Signer; stranger: Signer }) {
  const byNode = { method: METHOD, keys: node.keys };
  const note: ContextNote = {
    id: iri("moot/notes/7"),
    attributedTo: NODE as Iri,
    published: "2026-11-20T08:00:00Z",
    updated: "2026-11-21T08:00:00Z",
    about: "https://peer.example/posts/7" as Iri,
    status: "helpful",
    content: "The picture is from 2011, not from this week.",
    sources: ["https://archive.example/2011/picture" as Iri],
    whyNoSource: null,
    language: "en",
    author: "Quiet Heron 4812",
    ratings: 23,
  };
  const gone = { status: "withdrawn", content: "", sources: [], author: null } as const;
  const whole = await sign(writeContextNote(note), byNode);
  const signed = (more: object) => sign({ ...writeContextNote(note), ...more }, byNode);
  return {
    description: "Notes of context on posts. A verifier knows the node's key.",
    node: { method: METHOD, publicKeyMultibase: exportMultikey(node.keys.publicKey) },
    now: NOW,
    vectors: [
      { name: "that is helpful", value: whole, expected: "valid" },
      {
        name: "without a source, and with the reason why",
        value: await signed({ sources: [], whyNoSource: "The post itself shows it." }),
        expected: "valid",
      },
      {
        name: "that was withdrawn",
        value: await signed({ ...gone, updated: "2026-11-25T08:00:00Z" }),
        expected: "valid",
      },
      {
        name: "without a signature",
        value: writeContextNote(note),
        expected: "context-note/bad-signature",
      },
      {
        name: "signed by another key",
        value: await sign(writeContextNote(note), { method: METHOD, keys: stranger.keys }),
        expected: "context-note/bad-signature",
      },
      {
        name: "with another text",
        value: { ...whole, content: "The picture is from this week." },
        expected: "context-note/bad-signature",
      },
      {
        name: "about another post",
        value: { ...whole, about: "https://peer.example/posts/8" },
        expected: "context-note/bad-signature",
      },
      {
        name: "with a member too many",
        value: await signed({ raters: ["ana"] }),
        expected: "context-note/malformed",
      },
      {
        name: "under an id of another server",
        value: await signed({ id: "https://other.example/moot/notes/7" }),
        expected: "context-note/malformed",
      },
      {
        name: "with a source that is no web page",
        value: await signed({ sources: ["javascript:alert(1)"] }),
        expected: "context-note/malformed",
      },
      {
        name: "with neither a source nor the reason why",
        value: await signed({ sources: [] }),
        expected: "context-note/malformed",
      },
      {
        name: "that was withdrawn and still says something",
        value: await signed({ ...gone, content: note.content }),
        expected: "context-note/malformed",
      },
      {
        name: "that is a plain note",
        value: await signed({ type: "Note" }),
        expected: "context-note/malformed",
      },
    ],
  };
}
