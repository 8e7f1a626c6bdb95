const ascii = /^[\0-\x7f]*$/;

/**
 * A text without the difference of upper and lower case, with every character in its place: what would grow by it, such as
 * `ß`, stays.
 *
 * @example fold("ΟΔΟΣ Straße") // "οδοσ straße"
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let folded = "";
  for (const character of text) folded += foldOne(character);
  return folded;
}

/** By way of upper case, so that both forms of sigma are one. */
function foldOne(character: string): string {
  return keepLength(keepLength(character, character.toUpperCase()), character.toUpperCase().toLowerCase());
}

function keepLength(character: string, changed: string): string {
  return changed.length === character.length ? changed : character;
}
