export const ledgerNames = ["private", "public"] as const;

/**
 * - `private`: every step, for those who look after the node; what is personal in it is encrypted (`secret`)
 * - `public`: what everybody may check: that there was a decision, of which kind, by which rule, when, and its reversal.
 *   No name, no address, no text; a subject is a commitment, which an evidence export opens
 */
export type LedgerName = (typeof ledgerNames)[number];
