import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../signing/base64.ts";
import { platformCrypto } from "../signing/crypto.platform.ts";
import { ED25519_PKCS8_PREFIX, withPrefix } from "../signing/der.ts";
import { generateEd25519KeyPair } from "../signing/keys.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { EMPTY_ROOT } from "./hash.ts";
import { openNote, parseNote, signNote } from "./note.ts";
import { formatNoteKey, type NoteKey, type NoteSigner, noteKey, parseNoteKey } from "./note-key.ts";

// golang.org/x/mod/sumdb/note, note_test.go: the example that C2SP signed-note grew out of.
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETERS_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const TEXT = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`;
const SIGNATURE =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const NOTE = `${TEXT}\n${SIGNATURE}`;
const ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

// C2SP signed-note.md and tlog-checkpoint.md, whose keys are not published: their form is what they show.
const SALVATORE = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;
const SOFA = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

async function key(text: string): Promise<NoteKey> {
  const parsed = await parseNoteKey(text);
  if (!parsed.ok) throw new Error(parsed.error.type);
  return parsed.value;
}

async function signer(name: string): Promise<NoteSigner> {
  const { publicKey, privateKey } = await generateEd25519KeyPair();
  return { key: noteKey(name, publicKey), privateKey };
}

describe("verifier keys", () => {
  it("are read and written as Go's and C2SP's tools do", async () => {
    for (const text of [PETER, ENOCH]) expect(formatNoteKey(await key(text))).toBe(text);
  });

  it("are none when any part of them is missing or any character another", async () => {
    for (let from = 0; from < PETER.length; from++)
      expect(
        await parseNoteKey(PETER.slice(from === 0 ? 0 : from, from === 0 ? -1 : undefined)),
      ).toMatchObject({
        ok: false,
      });
    for (let at = 0; at < PETER.length; at++) {
      const other = String.fromCharCode(PETER.charCodeAt(at) + 1);
      expect(await parseNoteKey(PETER.slice(0, at) + other + PETER.slice(at + 1))).toMatchObject({
        ok: false,
      });
    }
  });

  it("say whether they were mistyped or are of a kind that is not understood", async () => {
    expect(await parseNoteKey(PETER.replace("c74f", "c74e"))).toEqual({
      ok: false,
      error: { type: "note-key/wrong-id" },
    });
    // transparency-dev/formats, note_cosigv1_test.go: a witness's key.
    expect(
      await parseNoteKey("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"),
    ).toEqual({ ok: false, error: { type: "note-key/unsupported" } });
  });
});

describe("signed notes", () => {
  it("open with the published key, and are signed as published", async () => {
    const opened = await openNote(NOTE, [await key(PETER)]);
    expect(opened).toMatchObject({ ok: true, value: { text: TEXT } });
    const seed = (decodeBase64(PETERS_SEED) ?? new Uint8Array()).slice(1);
    const privateKey = await platformCrypto.importPrivateKey(
      "ed25519",
      withPrefix(ED25519_PKCS8_PREFIX, seed),
    );
    expect(await signNote(TEXT, [{ key: await key(PETER), privateKey }])).toBe(NOTE);
  });

  it("have the form of the specification's example, empty lines in the text included", () => {
    const parsed = parseNote(SALVATORE);
    expect(parsed).toMatchObject({ ok: true, value: { signatures: [{ id: 0x367ba04b }] } });
    expect(parsed.ok && parsed.value.text.endsWith("ed è subito sera.\n")).toBe(true);
  });

  it("do not open when any one byte of them is changed", async () => {
    const keys = [await key(PETER)];
    const bytes = new TextEncoder().encode(NOTE);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const opened = await openNote(new TextDecoder().decode(changed), keys);
      if (opened.ok) expect.fail(`byte ${at}`);
    }
  });

  it("tell a wrong signature from one of somebody unknown", async () => {
    const wrong = await openNote(NOTE.replace("think", "thank"), [await key(PETER)]);
    expect(wrong).toEqual({ ok: false, error: { type: "note/wrong-signature", name: "PeterNeumann" } });
    expect(await openNote(NOTE, [await key(ENOCH)])).toEqual({ ok: false, error: { type: "note/unsigned" } });
  });

  it("may carry signatures of others, but not hundreds", async () => {
    const [us, witness] = [await signer("us.example/log"), await signer("witness.example")];
    const note = await signNote(TEXT, [witness, us]);
    expect(await openNote(note, [us.key])).toMatchObject({ ok: true, value: { signedBy: [us.key] } });
    const [line = ""] = note.split("\n\n").at(-1)?.split("\n") ?? [];
    const many = `${TEXT}\n${`${line}\n`.repeat(101)}`;
    expect(await openNote(many, [witness.key])).toEqual({ ok: false, error: { type: "note/too-large" } });
  });

  it.each([
    "",
    "\n",
    TEXT,
    `${TEXT}\n`,
    `${TEXT}${SIGNATURE}`,
    `${NOTE}\n`,
    `a\tb\n\n${SIGNATURE}`,
    NOTE.slice(0, -1),
  ])("are none when they are %j", (note) => {
    expect(parseNote(note)).toEqual({ ok: false, error: { type: "note/malformed" } });
  });
});

describe("checkpoints", () => {
  it("are read as in the specification's example", () => {
    const note = parseNote(SOFA);
    const checkpoint = note.ok ? parseCheckpoint(note.value.text) : null;
    expect(checkpoint).toMatchObject({
      origin: "example.com/behind-the-sofa",
      size: 20852163,
      extensions: [],
    });
    expect(checkpoint && `${formatCheckpoint(checkpoint)}\n`).toBe(SOFA.slice(0, SOFA.indexOf("—")));
  });

  it("of an empty log have the size 0", async () => {
    const us = await signer("us.example/log");
    const note = await signCheckpoint(
      { origin: "us.example/log", size: 0, root: EMPTY_ROOT, extensions: [] },
      [us],
    );
    expect(await openCheckpoint(note, { keys: [us.key], origin: "us.example/log" })).toMatchObject({
      ok: true,
      value: { size: 0 },
    });
  });

  it("of another log are not taken for ours, though the same key signed them", async () => {
    const us = await signer("us.example/log");
    const note = await signCheckpoint(
      { origin: "us.example/old", size: 0, root: EMPTY_ROOT, extensions: [] },
      [us],
    );
    expect(await openCheckpoint(note, { keys: [us.key], origin: "us.example/log" })).toEqual({
      ok: false,
      error: { type: "checkpoint/other-log", origin: "us.example/old" },
    });
  });

  const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  it.each([
    `o\n01\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n1.0\n${root}\n`,
    `o\n99999999999999999999\n${root}\n`,
    `o\n1\n${root.slice(4)}\n`,
    `o\n1\n${root.replace("I=", "J=")}\n`,
    `\n1\n${root}\n`,
    `o\n1\n${root}\n\nx\n`,
    `o\n1\n${root}`,
    "o\n1\n",
  ])("are none when their text is %j", (text) => {
    expect(parseCheckpoint(text)).toBeNull();
  });
});
