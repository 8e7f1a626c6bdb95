/** Networks that get nothing from this node, held in memory so that asking costs nothing. */
export interface NetworkGate {
  /** @param address found out only where there is anything to compare it with */
  refuses(address: () => string): boolean;
  /** Reads the list again: at start, after a change, and now and then for changes by another process. */
  refresh(): Promise<void>;
}
