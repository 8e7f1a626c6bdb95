/** A host as ids have it, with its port where there is one. Null for what names none. */
export function hostNamed(name: string): string | null {
  const text = name.trim();
  if (/[\s/@?#*\\]/.test(text)) return null;
  return URL.parse(`https://${text}`)?.host || null;
}
