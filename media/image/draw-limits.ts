/** Of what a drawing says about its size: it is drawn at 3840 pixels at most. */
export const MOST_DRAWN_SIDE = 250_000;
/** How the process says that a drawing is larger. */
export const TOO_LARGE_CODE = 3;
