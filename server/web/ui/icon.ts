/** The mark in a browser's tab: people round a table. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f6a4a"/><circle cx="16" cy="16" r="4" fill="#fff"/><g fill="#7fd3a9"><circle cx="16" cy="6.5" r="2.5"/><circle cx="25.5" cy="16" r="2.5"/><circle cx="16" cy="25.5" r="2.5"/><circle cx="6.5" cy="16" r="2.5"/></g></svg>
`;
