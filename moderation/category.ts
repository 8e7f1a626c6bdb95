/**
 * What something may be, and how severe that usually is: 0 (a nuisance) to 4 (somebody is in danger). A rule, a person or a
 * model may say otherwise for one case.
 */
export const categories = {
  spam: 1,
  scam: 2,
  hate: 3,
  harassment: 3,
  violence: 4,
  sexual: 2,
  minors: 4,
  "self-harm": 4,
  privacy: 3,
  misinformation: 2,
  impersonation: 2,
  rights: 1,
  legal: 3,
  rules: 2,
  other: 1,
} as const satisfies Record<string, Severity>;

export type Severity = 0 | 1 | 2 | 3 | 4;
export type Category = keyof typeof categories;

export function isCategory(text: string): text is Category {
  return Object.hasOwn(categories, text);
}
