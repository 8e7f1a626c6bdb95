/** Why a request's signature is not accepted. */
export type SignatureError =
  | { readonly type: "signature/missing" }
  | { readonly type: "signature/malformed"; readonly detail: string }
  /** Something that has to be signed is not; `missing` names it. */
  | {
      readonly type: "signature/uncovered";
      readonly missing: "method" | "target" | "authority" | "date" | "digest";
    }
  /** The signed Host is another one than the URL's: a request that was meant for somebody else. */
  | { readonly type: "signature/wrong-host"; readonly host: string }
  | { readonly type: "signature/expired" }
  | { readonly type: "signature/from-the-future" }
  | { readonly type: "signature/unsupported-algorithm"; readonly algorithm: string }
  | { readonly type: "signature/digest-mismatch" }
  | { readonly type: "signature/invalid" };

export function malformed(detail: string): { readonly type: "signature/malformed"; readonly detail: string } {
  return { type: "signature/malformed", detail };
}
