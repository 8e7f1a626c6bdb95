/** Values that 16 bits have. */
const VALUES = 65_536;

/**
 * For each value of one slot the hashes that have it: where each is kept, and its value in the next slot. The lists
 * lie in one pair of arrays, 6 bytes a hash and room for a quarter more. One that is full moves to the end with more
 * room; once the end is reached all are packed anew, and what the moved ones left behind is gone.
 */
export class Buckets {
  /** Of value v: where its list begins (2v) and how long it is (2v + 1). Side by side, for they are read together. */
  readonly heads = new Uint32Array(VALUES * 2);
  positions = new Uint32Array(0);
  /**
   * Apart from the positions, so that a list's values lie close together: hardly ever is more than these looked at.
   */
  nexts = new Uint16Array(0);
  readonly #room = new Uint32Array(VALUES);
  #end = 0;

  get bytes(): number {
    const { heads, positions, nexts } = this;
    return heads.byteLength + this.#room.byteLength + positions.byteLength + nexts.byteLength;
  }

  add(value: number, next: number, position: number): void {
    const { heads } = this;
    const length = heads[value * 2 + 1] as number;
    if (length === this.#room[value]) this.#move(value);
    const at = (heads[value * 2] as number) + length;
    this.positions[at] = position;
    this.nexts[at] = next;
    heads[value * 2 + 1] = length + 1;
  }

  /** Takes a position off its list, on which it must be; the list's last takes its place. */
  remove(value: number, position: number): void {
    const { heads, positions, nexts } = this;
    const start = heads[value * 2] as number;
    const length = (heads[value * 2 + 1] as number) - 1;
    const at = positions.indexOf(position, start);
    positions[at] = positions[start + length] as number;
    nexts[at] = nexts[start + length] as number;
    heads[value * 2 + 1] = length;
  }

  #move(value: number): void {
    const { heads } = this;
    const length = heads[value * 2 + 1] as number;
    const room = withRoom(length + 1);
    if (this.#end + room > this.positions.length) this.#pack(room);
    const start = heads[value * 2] as number;
    this.positions.copyWithin(this.#end, start, start + length);
    this.nexts.copyWithin(this.#end, start, start + length);
    this.#place(value, room);
  }

  /** New arrays: the lists one after the other, and behind them `more` and an eighth as much again. */
  #pack(more: number): void {
    const { heads, positions, nexts } = this;
    let needed = more;
    for (let value = 0; value < VALUES; value++) needed += withRoom(heads[value * 2 + 1] as number);
    const length = Math.max(1024, needed + (needed >> 3));
    this.positions = new Uint32Array(length);
    this.nexts = new Uint16Array(length);
    this.#end = 0;
    for (let value = 0; value < VALUES; value++) {
      const start = heads[value * 2] as number;
      const end = start + (heads[value * 2 + 1] as number);
      for (let from = start, to = this.#end; from < end; from++, to++) {
        this.positions[to] = positions[from] as number;
        this.nexts[to] = nexts[from] as number;
      }
      this.#place(value, withRoom(end - start));
    }
  }

  #place(value: number, room: number): void {
    this.heads[value * 2] = this.#end;
    this.#room[value] = room;
    this.#end += room;
  }
}

/** A list has room for a quarter more; one with nothing on it needs none. */
function withRoom(length: number): number {
  return length === 0 ? 0 : length + (length >> 2) + 1;
}
