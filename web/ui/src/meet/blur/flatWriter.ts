/** Where something stands, once it is written. `old`: in what was there before, which moves behind what is written here. */
export interface Place {
  at?: number;
  old?: number;
}

/**
 * Writes FlatBuffers from front to back (https://flatbuffers.dev/internals): what refers comes before what is referred to,
 * since offsets point forward. Only as much of the format as a model's description needs.
 */
export class FlatWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  readonly #references: { from: number; to: Place }[] = [];

  /** The header: where the root table is, and what kind of file it is. */
  root(identifier: string): Place {
    const place: Place = {};
    this.#reference(place);
    for (const char of identifier) this.#byte(char.charCodeAt(0));
    return place;
  }

  /** `fields` by their number in the schema; a number is a value of 32 bits or less. */
  table(place: Place, fields: Readonly<Record<number, number | Place>>): void {
    const ids = Object.keys(fields).map(Number);
    const slots = Math.max(...ids) + 1;
    this.#align(4);
    const vtable = this.#length;
    const padding = slots % 2 === 0 ? 0 : 2;
    this.#u16(4 + 2 * slots);
    this.#u16(4 + 4 * ids.length);
    for (let id = 0; id < slots; id++) this.#u16(id in fields ? 4 + 4 * ids.indexOf(id) : 0);
    this.#length += padding;
    place.at = this.#length;
    this.#u32(this.#length - vtable);
    for (const id of ids) this.#slot(fields[id] ?? 0);
  }

  /** Of references, or of values of 32 bits. */
  vector(place: Place, items: readonly (number | Place)[]): void {
    this.#align(4);
    place.at = this.#length;
    this.#u32(items.length);
    for (const item of items) this.#slot(item);
  }

  bytes(place: Place, content: Uint8Array): void {
    // A buffer's content is aligned to 16: its length stands right before.
    while ((this.#length + 4) % 16 !== 0) this.#byte(0);
    place.at = this.#length;
    this.#u32(content.length);
    for (const byte of content) this.#byte(byte);
    this.#byte(0);
  }

  /** What was written, then `old` as it was, but for its header's sake: everything in it refers within itself. */
  finish(old: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
    this.#align(16);
    const shift = this.#length;
    for (const { from, to } of this.#references) {
      const target = to.at ?? (to.old ?? 0) + shift;
      this.#view.setUint32(from, target - from, true);
    }
    const whole = new Uint8Array(shift + old.length);
    whole.set(this.#bytes.subarray(0, shift));
    whole.set(old, shift);
    return whole;
  }

  #slot(item: number | Place): void {
    if (typeof item === 'number') this.#u32(item);
    else this.#reference(item);
  }

  #reference(to: Place): void {
    this.#references.push({ from: this.#length, to });
    this.#u32(0);
  }

  #align(to: number): void {
    while (this.#length % to !== 0) this.#byte(0);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#view.setUint8(this.#length++, value);
  }

  #u16(value: number): void {
    this.#room(2);
    this.#view.setUint16(this.#length, value, true);
    this.#length += 2;
  }

  #u32(value: number): void {
    this.#room(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  #room(more: number): void {
    if (this.#length + more + 16 <= this.#bytes.length) return;
    const bigger = new Uint8Array(2 * this.#bytes.length);
    bigger.set(this.#bytes);
    this.#bytes = bigger;
    this.#view = new DataView(bigger.buffer);
  }
}
