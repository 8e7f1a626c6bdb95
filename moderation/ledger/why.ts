import type { CheckpointError } from "#protocol/log/checkpoint.ts";

/** Why a checkpoint is worth nothing, in a sentence. */
export function whyNoCheckpoint(error: CheckpointError): string {
  switch (error.type) {
    case "note/malformed":
      return "It is not a signed note.";
    case "note/too-large":
      return "It is longer than any checkpoint.";
    case "note/unsigned":
      return "It is not signed with this key: it is another log's, or the key is.";
    case "note/wrong-signature":
      return `The signature of ${error.name} is wrong: the checkpoint was changed after it was signed.`;
    case "checkpoint/malformed":
      return "It is signed, and is no checkpoint.";
    case "checkpoint/other-log":
      return `It is of another log: ${error.origin}.`;
  }
}
