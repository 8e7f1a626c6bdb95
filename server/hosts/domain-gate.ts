/**
 * The node's rules about domains, held in memory so that asking costs nothing. They are about names: a port, if there is
 * one, is not looked at, and subdomains follow their domain.
 */
export interface DomainGate {
  /** Whether this node exchanges anything with a host. */
  allows(host: string): boolean;
  /** Whether a host may be asked for what is no federation: pages, push services. An allow-list is not about those. */
  mayBeAsked(host: string): boolean;
  /** Whether new accounts of a domain are limited. */
  limits(domain: string): boolean;
  /** Whether media, avatars and emoji of a domain's accounts are kept from people here. */
  hidesMedia(domain: string | null): boolean;
  ignoresReports(host: string): boolean;
  /** What is done to what a host's accounts send (`moderation/filter.ts`), by all rules that are about it. */
  filtersOf(host: string): readonly string[];
  /** Reads the rules again: at start, after a change, and now and then for changes by another process. */
  refresh(): Promise<void>;
}
