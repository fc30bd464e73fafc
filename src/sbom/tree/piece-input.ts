/** Bytes that come in pieces, taken in other pieces. */
export class PieceInput {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** That many, or as many as there are; valid until more is taken. */
  async take(count: number): Promise<Uint8Array> {
    if (this.#piece.length - this.#at >= count) {
      const whole = this.#piece.subarray(this.#at, this.#at + count);
      this.#at += count;
      return whole;
    }
    // Grown as the bytes come: a header may claim what is not there.
    const parts: Uint8Array[] = [];
    await this.#walk(count, (part) => void parts.push(part.slice()));
    return Buffer.concat(parts);
  }

  /** False where there are fewer. */
  async skip(count: number): Promise<boolean> {
    return await this.#walk(count, () => undefined);
  }

  /** Hands that many on, in pieces. False where there are fewer. */
  async pass(count: number, see: (part: Uint8Array) => void): Promise<boolean> {
    return await this.#walk(count, see);
  }

  /** Reads to the end, and throws away what it reads. */
  async drain(): Promise<void> {
    while ((await this.#pieces.next()).done !== true);
  }

  async #walk(count: number, see: (part: Uint8Array) => void): Promise<boolean> {
    for (let left = count; left > 0;) {
      if (this.#at === this.#piece.length) {
        const next = await this.#pieces.next();
        if (next.done === true) return false;
        this.#piece = next.value;
        this.#at = 0;
        continue;
      }
      const end = Math.min(this.#at + left, this.#piece.length);
      see(this.#piece.subarray(this.#at, end));
      left -= end - this.#at;
      this.#at = end;
    }
    return true;
  }
}
