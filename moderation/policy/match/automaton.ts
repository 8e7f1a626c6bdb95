/** Finds all of many texts in one pass over another one (Aho and Corasick 1975, "Efficient string matching"). */
export interface Automaton {
  /**
   * @param onHit told of each text that is found, by its place in the list, and of where it ends; once for every time it is there
   */
  scan(text: string, onHit: (index: number, end: number) => void): void;
}

/**
 * Transitions are kept in one open hash table of numbers, so that a million texts take about 250 bytes each at most, and building it
 * takes no more than a few seconds.
 *
 * @param texts in UTF-16; of two that are the same the first is told
 */
export function createAutomaton(texts: readonly string[]): Automaton {
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  const table = createTable(units + 1);
  /** By node: the node above it, by which unit, and the text that ends in it, or -1. */
  const parents = new Int32Array(units + 1);
  const via = new Uint16Array(units + 1);
  const ends = new Int32Array(units + 1).fill(-1);
  const depths = new Uint16Array(units + 1);
  let size = 1;

  for (const [index, text] of texts.entries()) {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      let next = table.get(node, unit);
      if (next === -1) {
        next = size++;
        table.set(node, unit, next);
        parents[next] = node;
        via[next] = unit;
        depths[next] = Math.min(at + 1, 65_535);
      }
      node = next;
    }
    if (node !== 0 && ends[node] === -1) ends[node] = index;
  }

  /** Where the longest end of a node's text goes on that is also a beginning; and the nearest such node with a text of its own. */
  const fails = new Int32Array(size);
  const outs = new Int32Array(size).fill(-1);
  for (const node of byDepth(depths, size)) {
    const parent = parents[node] ?? 0;
    if (parent === 0) continue;
    const unit = via[node] ?? 0;
    let fail = fails[parent] ?? 0;
    let to = table.get(fail, unit);
    while (to === -1 && fail !== 0) {
      fail = fails[fail] ?? 0;
      to = table.get(fail, unit);
    }
    const target = to === -1 ? 0 : to;
    fails[node] = target;
    outs[node] = ends[target] === -1 ? (outs[target] ?? -1) : target;
  }

  return {
    scan(text, onHit) {
      let node = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        let next = table.get(node, unit);
        while (next === -1 && node !== 0) {
          node = fails[node] as number;
          next = table.get(node, unit);
        }
        if (next === -1) continue;
        node = next;
        for (
          let hit = ends[node] === -1 ? (outs[node] as number) : node;
          hit !== -1;
          hit = outs[hit] as number
        )
          onHit(ends[hit] as number, at + 1);
      }
    },
  };
}

/** Nodes but the root, those near it first: a counting sort. */
function byDepth(depths: Uint16Array, size: number): Int32Array {
  const counts = new Int32Array(65_537);
  for (let node = 1; node < size; node++) {
    const depth = (depths[node] ?? 0) + 1;
    counts[depth] = (counts[depth] ?? 0) + 1;
  }
  for (let depth = 1; depth < counts.length; depth++)
    counts[depth] = (counts[depth] ?? 0) + (counts[depth - 1] ?? 0);
  const order = new Int32Array(size - 1);
  for (let node = 1; node < size; node++) {
    const depth = depths[node] ?? 0;
    const place = counts[depth] ?? 0;
    order[place] = node;
    counts[depth] = place + 1;
  }
  return order;
}

/** (node, unit) to node, by linear probing in a table at most half full. */
function createTable(entries: number) {
  let bits = 4;
  while (1 << bits < entries * 2) bits++;
  const mask = (1 << bits) - 1;
  const nodes = new Int32Array(mask + 1).fill(-1);
  const units = new Uint16Array(mask + 1);
  const values = new Int32Array(mask + 1);

  function slotOf(node: number, unit: number): number {
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while (nodes[slot] !== -1 && (nodes[slot] !== node || units[slot] !== unit)) slot = (slot + 1) & mask;
    return slot;
  }
  return {
    get(node: number, unit: number): number {
      const slot = slotOf(node, unit);
      return nodes[slot] === -1 ? -1 : (values[slot] as number);
    },
    set(node: number, unit: number, value: number): void {
      const slot = slotOf(node, unit);
      nodes[slot] = node;
      units[slot] = unit;
      values[slot] = value;
    },
  };
}
