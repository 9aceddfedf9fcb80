import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { described } from './describedModel';
import { FlatWriter, type Place } from './flatWriter';

const modules = createRequire(import.meta.url);

/** Follows offsets as a reader of the format does. */
function reader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const target = (at: number) => at + view.getUint32(at, true);
  const field = (table: number, id: number) => {
    const vtable = table - view.getInt32(table, true);
    const slot = 4 + 2 * id < view.getUint16(vtable, true) ? view.getUint16(vtable + 4 + 2 * id, true) : 0;
    return slot === 0 ? 0 : table + slot;
  };
  const items = (vector: number) =>
    Array.from({ length: view.getUint32(vector, true) }, (_, i) => target(vector + 4 + 4 * i));
  const content = (at: number) => bytes.subarray(at + 4, at + 4 + view.getUint32(at, true));
  return { view, root: target(0), target, field, items, content };
}

describe('a model with a note', () => {
  const plain = new Uint8Array(
    readFileSync(modules.resolve('@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite')),
  );
  const noted = described(plain);
  const before = reader(plain);
  const after = reader(noted);
  const buffers = (of: typeof before) => of.items(of.target(of.field(of.root, 4)));

  it('has the network as it was, every buffer of it where it is looked for', () => {
    expect(buffers(after)).toHaveLength(buffers(before).length + 1);
    for (const [i, old] of buffers(before).entries()) {
      const moved = buffers(after)[i] ?? 0;
      expect(moved - old).toBe(noted.length - plain.length);
      expect((noted.length - plain.length) % 16).toBe(0);
    }
  });

  it('says that colours are divided by 255', () => {
    const entry = after.items(after.target(after.field(after.root, 6))).at(-1) ?? 0;
    expect(new TextDecoder().decode(after.content(after.target(after.field(entry, 0))))).toBe(
      'TFLITE_METADATA',
    );
    const buffer = buffers(after)[after.view.getUint32(after.field(entry, 1), true)] ?? 0;
    const note = reader(after.content(after.target(after.field(buffer, 0))).slice());
    const first = (table: number, id: number) => note.items(note.target(note.field(table, id)))[0] ?? 0;
    const unit = first(first(first(note.root, 3), 2), 4);
    const normalization = note.target(note.field(unit, 1));
    expect(note.view.getUint8(note.field(unit, 0))).toBe(1);
    expect(note.view.getFloat32(note.target(note.field(normalization, 1)) + 4, true)).toBe(255);
  });
});

describe('the writer', () => {
  it('aligns contents to 16 bytes, whatever came before', () => {
    const writer = new FlatWriter();
    const [content, odd]: Place[] = [{}, {}];
    writer.table(writer.root('TEST'), { 0: odd ?? {}, 2: content ?? {} });
    writer.bytes(odd ?? {}, new Uint8Array(5));
    writer.bytes(content ?? {}, new Uint8Array([7, 8, 9]));
    const read = reader(writer.finish());
    expect(read.content(read.target(read.field(read.root, 2)))).toEqual(new Uint8Array([7, 8, 9]));
    expect(((content?.at ?? 0) + 4) % 16).toBe(0);
    expect(read.field(read.root, 1)).toBe(0);
  });
});

describe('the library', () => {
  it('tells its maker nothing: releases from 1.0 on report their use', () => {
    const bundle = readFileSync(modules.resolve('@mediapipe/tasks-vision'), 'utf8');
    expect(bundle).not.toContain('/v1/log');
  });
});
