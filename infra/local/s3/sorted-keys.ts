// UTF-16 puts the surrogates of characters beyond U+FFFF before U+E000-U+FFFF; UTF-8, in which S3 sorts, after them.
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Order of the UTF-8 bytes. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** A set of keys in S3's order. */
export class SortedKeys {
  readonly #keys: string[] = [];

  /** The index of the first key that is not before `key`. */
  #place(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#keys[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(key: string): void {
    const place = this.#place(key);
    if (this.#keys[place] !== key) this.#keys.splice(place, 0, key);
  }

  delete(key: string): void {
    const place = this.#place(key);
    if (this.#keys[place] === key) this.#keys.splice(place, 1);
  }

  *from(start: string): Generator<string> {
    for (let index = this.#place(start); index < this.#keys.length; index++) yield this.#keys[index] ?? '';
  }
}
