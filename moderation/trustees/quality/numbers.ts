/** A list of 32-bit numbers that grows, at four bytes each. */
export class Numbers {
  #values = new Int32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** All of them, in as much memory as they need. */
  end(): Int32Array {
    return this.#values.slice(0, this.length);
  }
}
