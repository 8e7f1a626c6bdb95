import { protocolScripts } from "../protocol-scripts.ts";

const sources = {
  verify: new URL("verify.js", import.meta.url),
  keys: new URL("keys.js", import.meta.url),
  ballot: new URL("ballot.js", import.meta.url),
};

const { pathOf, routes } = protocolScripts(Object.values(sources));

/** Where a page finds one of the scripts that verify and sign in the browser; its README says what they need. */
export const trusteeScript = (name: keyof typeof sources): string => pathOf(sources[name]);

export { routes as trusteeScripts };
