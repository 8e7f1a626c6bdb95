import type { FetchRemote } from "#federation/index.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Translated, Translator, TranslatorError } from "./translator.ts";

const TIMEOUT_MS = 20_000;

/**
 * LibreTranslate. https://docs.libretranslate.com/api/operations/translate
 *
 * @example const translator = createLibreTranslate(ctx.fetchRemote, { url: "https://translate.example.org", key: undefined });
 */
export function createLibreTranslate(
  fetchRemote: FetchRemote,
  { url, key }: { url: string; key: string | undefined },
): Translator {
  async function ask(path: string, body: object | null): Promise<Result<unknown, TranslatorError>> {
    const answer = await fetchRemote(`${url.replace(/\/+$/, "")}${path}`, {
      accept: "application/json",
      timeoutMs: TIMEOUT_MS,
      ...(body !== null && {
        method: "POST" as const,
        headers: { "content-type": "application/json" },
        body: new TextEncoder().encode(
          JSON.stringify({ ...body, ...(key !== undefined && { api_key: key }) }),
        ),
      }),
    });
    if (answer.ok) return parsed(answer.value.body);
    const { error } = answer;
    if (error.type !== "response/status") return err({ type: "translation/unavailable", reason: error.type });
    if (error.status === 429) return err({ type: "translation/busy" });
    if (error.status === 403) return err({ type: "translation/used-up" });
    return err({ type: "translation/unavailable", reason: String(error.status) });
  }

  return {
    name: "LibreTranslate",

    async languages() {
      const answer = await ask("/languages", null);
      if (!answer.ok) return answer;
      if (!Array.isArray(answer.value)) return err(nonsense);
      const all = answer.value.filter(isLanguage);
      return ok(
        Object.fromEntries(
          all.map(({ code, targets }) => [code, targets.filter((target) => target !== code)]),
        ),
      );
    },

    async translate(texts, source, target) {
      const body = { q: texts, source: source ?? "auto", target, format: "html" };
      const answer = await ask("/translate", body);
      return answer.ok ? readTranslated(answer.value, texts.length, source) : answer;
    },
  };
}

const nonsense = { type: "translation/unavailable", reason: "an answer that cannot be read" } as const;

function parsed(body: Uint8Array): Result<unknown, TranslatorError> {
  try {
    return ok(JSON.parse(new TextDecoder().decode(body)) as unknown);
  } catch {
    return err(nonsense);
  }
}

function isLanguage(value: unknown): value is { code: string; targets: string[] } {
  const { code, targets } = (value ?? {}) as { code?: unknown; targets?: unknown };
  return (
    typeof code === "string" && Array.isArray(targets) && targets.every((each) => typeof each === "string")
  );
}

function readTranslated(
  value: unknown,
  count: number,
  source: string | null,
): Result<Translated, TranslatorError> {
  const { translatedText, detectedLanguage } = (value ?? {}) as {
    translatedText?: unknown;
    detectedLanguage?: unknown;
  };
  const texts = Array.isArray(translatedText) ? translatedText : [translatedText];
  const isWhole = texts.length === count && texts.every((text) => typeof text === "string");
  if (!isWhole) return err(nonsense);
  const [detected] = [detectedLanguage].flat() as ({ language?: unknown } | undefined)[];
  const found = typeof detected?.language === "string" ? detected.language : null;
  return ok({ texts: texts as string[], source: source ?? found ?? "und" });
}
