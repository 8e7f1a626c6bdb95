/** What PeerTube has names for beside languages with a code of two letters. */
const named = new Set(["zh-Hans", "zh-Hant", "pt-PT", "es-419", "ca-valencia"]);
/** Codes of two letters that it has none for: of languages that nobody grew up with, or that are several by now. */
const unnamed = new Set(["ae", "cu", "ia", "ie", "io", "pi", "sa", "sh", "vo"]);

/**
 * The language of captions as PeerTube knows it, or the nearest to it; `null` when it knows none. A film with captions in
 * any other is refused as a whole (server/core/models/video/video-caption.ts and `buildLanguages` in
 * server/core/initializers/constants.ts).
 *
 * @param tag BCP 47
 * @example peerTubeLanguage("en-GB") // "en"
 * @example peerTubeLanguage("zh-TW") // "zh-Hant"
 */
export function peerTubeLanguage(tag: string): string | null {
  if (named.has(tag)) return tag;
  const locale = localeOf(tag);
  if (locale === null) return null;
  const { language } = locale;
  if (language === "zh" && locale.baseName !== "zh")
    return locale.maximize().script === "Hant" ? "zh-Hant" : "zh-Hans";
  return /^[a-z]{2}$/.test(language) && !unnamed.has(language) ? language : null;
}

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
