import { expect, test } from "vitest";
import { peerTubeLanguage } from "./peertube-language.ts";

test.each([
  ["de", "de"],
  ["en-GB", "en"],
  ["pt-BR", "pt"],
  ["pt-PT", "pt-PT"],
  ["es-419", "es-419"],
  ["es-MX", "es"],
  ["zh", "zh"],
  ["zh-CN", "zh-Hans"],
  ["zh-TW", "zh-Hant"],
  ["zh-Hant-HK", "zh-Hant"],
  ["sr-Latn", "sr"],
])("captions in %s are in %s for PeerTube", (tag, known) => {
  expect(peerTubeLanguage(tag)).toBe(known);
});

test.each(["nds", "fil", "sa", "vo", "und", "no tag"])("PeerTube knows nothing like %s", (tag) => {
  expect(peerTubeLanguage(tag)).toBeNull();
});
