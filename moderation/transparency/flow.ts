/** An arc of a network: how much may go along it. */
interface Arc {
  readonly to: number;
  left: number;
  /** Where in the arcs of `to` the way back is. */
  readonly back: number;
}

/** A network with whole capacities, of which the same arcs serve many questions. */
export interface Network {
  /** Both directions at once; answers how to close them for a while. */
  connect(a: number, b: number, there: number, back: number): { close(): void; reopen(): void };
  /** How much can go from one place to another, at most `enough`. Leaves the network as it was. */
  most(from: number, to: number, enough: number): number;
}

/** @param places how many there are */
export function createNetwork(places: number): Network {
  const arcs: Arc[][] = Array.from({ length: places }, () => []);
  return {
    connect(a, b, there, back) {
      const [ofA, ofB] = [arcs[a] as Arc[], arcs[b] as Arc[]];
      const first: Arc = { to: b, left: there, back: ofB.length };
      const second: Arc = { to: a, left: back, back: ofA.length };
      ofA.push(first);
      ofB.push(second);
      return {
        close() {
          first.left = 0;
          second.left = 0;
        },
        reopen() {
          first.left = there;
          second.left = back;
        },
      };
    },
    most(from, to, enough) {
      const before = arcs.map((of) => of.map(({ left }) => left));
      let sent = 0;
      while (sent < enough) {
        const path = shortest(arcs, from, to);
        if (path === null) break;
        const by = Math.min(enough - sent, ...path.map(({ left }) => left));
        for (const arc of path) {
          arc.left -= by;
          (arcs[arc.to]?.[arc.back] as Arc).left += by;
        }
        sent += by;
      }
      for (const [place, of] of arcs.entries())
        for (const [at, arc] of of.entries()) arc.left = before[place]?.[at] as number;
      return sent;
    },
  };
}

/** The arcs of a shortest way along which something can still go (Edmonds and Karp 1972). */
function shortest(arcs: readonly (readonly Arc[])[], from: number, to: number): Arc[] | null {
  const reachedBy = new Map<number, { arc: Arc; from: number } | null>([[from, null]]);
  for (const at of reachedBy.keys()) {
    if (at === to) break;
    for (const arc of arcs[at] ?? [])
      if (arc.left > 0 && !reachedBy.has(arc.to)) reachedBy.set(arc.to, { arc, from: at });
  }
  if (!reachedBy.has(to)) return null;
  const path: Arc[] = [];
  for (let step = reachedBy.get(to); step != null; step = reachedBy.get(step.from)) path.push(step.arc);
  return path;
}
