// Every object of every set of values is one that a cluster takes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rendered, sets, valuesOf } from "./lib/render.js";
import { chart, helm } from "./lib/tools.js";
import { knownFields, validate } from "./lib/types.js";

for (const set of sets) {
  test(`${set}: helm lint finds nothing wrong`, () => {
    assert.match(helm("lint", chart, "--values", valuesOf(set)), /0 chart\(s\) failed/);
  });

  test(`${set}: each object is valid for the Kubernetes API`, async () => {
    assert.ok(rendered[set].length > 20);
    for (const object of rendered[set]) {
      await validate(object).catch((wrong) => {
        throw new Error(`${object.kind} ${object.metadata?.name}: ${wrong.message}`);
      });
    }
  });

  test(`${set}: no object is there twice, and all have the usual labels`, () => {
    const names = rendered[set].map((object) => `${object.kind} ${object.metadata.name}`);
    assert.deepEqual(names, [...new Set(names)]);
    for (const { kind, metadata } of rendered[set]) {
      assert.equal(metadata.namespace, "calls", `${kind} ${metadata.name}`);
      for (const label of ["name", "instance", "component", "version", "managed-by", "part-of"]) {
        assert.ok(metadata.labels[`app.kubernetes.io/${label}`], `${kind} ${metadata.name}: ${label}`);
      }
    }
  });
}

test("The validation finds what a cluster would refuse", async () => {
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: { ports: [{ port: 80 }] } };
  await validate(service);
  assert.throws(() => knownFields({ spec: { portz: [] } }, "V1Service", "Service"), /no such field/);
  await assert.rejects(validate({ ...service, spec: { ports: [{ name: "http" }] } }), /port/);
});
