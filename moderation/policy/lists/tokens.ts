/** @example wordsOf("don't buy 2 e-books") // ["don", "t", "buy", "2", "e", "books"] */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
}
