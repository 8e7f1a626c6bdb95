/** Why nobody's word was taken for an activity. */
export type Unvouched =
  | { type: "vouching/nobody" }
  /** Signed or proved so long ago that it may have been taken back, and forgotten here. */
  | { type: "signature/expired-carried" }
  /** More than is canonicalised for a Linked Data Signature. */
  | { type: "signature/document-too-large" }
  /** Too many are canonicalised already. */
  | { type: "signature/busy" };
