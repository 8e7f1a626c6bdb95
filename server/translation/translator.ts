import type { Result } from "#protocol/result.ts";

export type TranslatorError =
  | { type: "translation/unavailable"; reason: string }
  | { type: "translation/busy" }
  | { type: "translation/used-up" };

export interface Translated {
  /** HTML, in the order of what was given. */
  texts: string[];
  /** What it was translated from, by the service's own finding when it was not told. */
  source: string;
}

/** A service that translates HTML. Languages are ISO 639-1 codes, with a region where the service has one: `pt-BR`. */
export interface Translator {
  /** As readers are told: "LibreTranslate". */
  readonly name: string;
  /** From which language into which others. */
  languages(): Promise<Result<Record<string, string[]>, TranslatorError>>;
  /** @param source null when the service is to find out */
  translate(
    texts: readonly string[],
    source: string | null,
    target: string,
  ): Promise<Result<Translated, TranslatorError>>;
}
