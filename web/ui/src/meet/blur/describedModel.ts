import { FlatWriter, type Place } from './flatWriter';

/** Fields of TensorFlow Lite's `Model` (schema.fbs). */
const model = { version: 0, codes: 1, subgraphs: 2, description: 3, buffers: 4, metadata: 6 };

/**
 * The model with a note on what its input means. The task library asks for such a note; the package's model was made for
 * an older library that knew it by heart. The network itself is not touched: it moves behind a new root.
 */
export function described(tflite: Uint8Array): Uint8Array {
  const old = new DataView(tflite.buffer, tflite.byteOffset, tflite.byteLength);
  const root = old.getUint32(0, true);
  const vtable = root - old.getInt32(root, true);
  const field = (id: number): number => {
    const slot = 4 + 2 * id < old.getUint16(vtable, true) ? old.getUint16(vtable + 4 + 2 * id, true) : 0;
    return slot === 0 ? 0 : root + slot;
  };
  const target = (at: number): number => at + old.getUint32(at, true);
  const kept = (id: number): Record<number, Place> => (field(id) ? { [id]: { old: target(field(id)) } } : {});
  const items = (id: number): Place[] => {
    if (!field(id)) return [];
    const vector = target(field(id));
    return Array.from({ length: old.getUint32(vector, true) }, (_, i) => ({
      old: target(vector + 4 + 4 * i),
    }));
  };

  const writer = new FlatWriter();
  const [buffers, metadata, buffer, entry, name, content]: Place[] = [{}, {}, {}, {}, {}, {}];
  if (!buffers || !metadata || !buffer || !entry || !name || !content) return tflite;
  const oldBuffers = items(model.buffers);
  writer.table(writer.root('TFL3'), {
    [model.version]: old.getUint32(field(model.version), true),
    ...kept(model.codes),
    ...kept(model.subgraphs),
    ...kept(model.description),
    [model.buffers]: buffers,
    [model.metadata]: metadata,
  });
  writer.vector(buffers, [...oldBuffers, buffer]);
  writer.vector(metadata, [...items(model.metadata), entry]);
  writer.table(buffer, { 0: content });
  writer.table(entry, { 0: name, 1: oldBuffers.length });
  writer.bytes(name, new TextEncoder().encode('TFLITE_METADATA'));
  writer.bytes(content, note());
  return writer.finish(tflite);
}

/** Metadata (metadata_schema.fbs): colours come as 0 to 1, that is (value - 0) / 255. */
function note(): Uint8Array {
  const writer = new FlatWriter();
  const places = Array.from({ length: 9 }, (): Place => ({}));
  const [graphs, graph, inputs, input, units, unit, normalization, mean, std] = places as [
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
  ];
  writer.table(writer.root('M001'), { 3: graphs });
  writer.vector(graphs, [graph]);
  writer.table(graph, { 2: inputs });
  writer.vector(inputs, [input]);
  writer.table(input, { 4: units });
  writer.vector(units, [unit]);
  writer.table(unit, { 0: 1, 1: normalization });
  writer.table(normalization, { 0: mean, 1: std });
  writer.vector(mean, [0]);
  writer.vector(std, [float32Bits(255)]);
  return writer.finish();
}

function float32Bits(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0);
}
