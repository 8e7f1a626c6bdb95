/** Figures of fewer than so many panels, votes or people are not shown: they would be about somebody, and say nothing. */
export const LEAST = 5;
