/** Of all lists for moderators and administrators. */
export const adminPage = { usual: 100, most: 200 };
