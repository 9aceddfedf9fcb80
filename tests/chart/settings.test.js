// Every setting that a pod is given is one that its service's code reads, and every Secret, ConfigMap and address is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { own, unknownTo } from "./lib/code.js";
import { containersOf, ofKind, podsOf, rendered, sets } from "./lib/render.js";

// Read by .NET's host and by its logging, not by our code.
const framework = /^(DOTNET_hostBuilder__reloadConfigOnChange|Logging__LogLevel__Default)$/;

for (const set of sets) {
  const pods = podsOf(rendered[set]);

  for (const pod of pods.filter(({ component }) => own.includes(component))) {
    test(`${set}: ${pod.name} is told nothing that its code does not know`, () => {
      const names = pod.spec.containers[0].env.map(({ name }) => name);
      assert.deepEqual(names, [...new Set(names)]);
      const settings = names.filter((name) => name.includes("__") && !framework.test(name));
      assert.ok(settings.length > 3);
      assert.deepEqual(unknownTo(pod.component, settings), []);
    });
  }

  test(`${set}: whoever has a database asks it for no Kerberos, whose library no image has`, () => {
    const addresses = pods.flatMap(containersOf).flatMap(({ env }) => env).filter(({ name }) => name === "ConnectionStrings__Postgres");
    assert.equal(addresses.length, 6);
    for (const { value } of addresses) assert.match(value, /;GSS Encryption Mode=Disable;/);
  });

  test(`${set}: a pod is given only the keys that its service uses`, () => {
    for (const pod of pods.filter(({ component }) => own.includes(component))) {
      const files = pod.spec.volumes.find(({ name }) => name === "keys").secret.items.map(({ path }) => path);
      assert.equal(files.includes("gateway.key"), pod.component === "gateway");
      assert.equal(files.includes("meets.key"), pod.component === "meets");
      assert.equal(files.includes("meets.pub"), ["meets", "media"].includes(pod.component));
      assert.equal(files.includes("gateway.pub"), pod.component !== "gateway");
    }
  });

  test(`${set}: what a pod reads from a Secret or ConfigMap of the release is in it`, () => {
    const keys = new Map(ofKind(rendered[set], "Secret", "ConfigMap").map((each) => [each.metadata.name, Object.keys(each.data)]));
    for (const pod of pods) {
      const wanted = [
        ...containersOf(pod).flatMap(({ env }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])),
        ...(pod.spec.volumes ?? []).flatMap(({ secret }) => (secret?.items ?? []).map(({ key }) => ({ name: secret.secretName, key }))),
      ];
      for (const { name, key } of wanted) {
        if (name.startsWith("meet") && !/^meet-(signing|db)/.test(name)) assert.ok(keys.get(name)?.includes(key), `${name} ${key}`);
      }
    }
  });

  test(`${set}: the addresses of other services lead to a port of a Service of the release`, () => {
    const services = ofKind(rendered[set], "Service");
    for (const pod of pods) {
      for (const { name, value } of containersOf(pod).flatMap(({ env }) => env).filter(({ name }) => /^Services__.*(Http|Grpc)$/.test(name))) {
        if (pod.component === "migrate") continue;
        const { hostname, port } = new URL(value);
        const [first, second] = hostname.split(".");
        const service = services.find(({ metadata }) => metadata.name === (second ?? first));
        assert.ok(service?.spec.ports.some((each) => each.port === Number(port) && each.name === name.split("__").at(-1).toLowerCase()), `${name} ${value}`);
      }
    }
  });
}
