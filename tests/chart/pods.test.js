// What every pod must be: restricted, without a token, asked how it is, and given what it needs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { own, stopSeconds } from "./lib/code.js";
import { containersOf, ofKind, podsOf, portsOf, render, rendered, sets } from "./lib/render.js";
import { root } from "./lib/tools.js";

for (const set of sets) {
  for (const pod of podsOf(rendered[set])) {
    const what = `${set}: ${pod.name}`;

    test(`${what} keeps the restricted Pod Security level`, () => {
      const { securityContext: security } = pod.spec;
      assert.equal(security.runAsNonRoot, true);
      assert.ok(security.runAsUser > 0);
      assert.equal(security.seccompProfile.type, "RuntimeDefault");
      // The one exception, and only where it was asked for.
      const shared = pod.component === "media" && ["host-network", "production"].includes(set);
      assert.equal(pod.spec.hostNetwork ?? false, shared);
      assert.ok(!pod.spec.hostPID && !pod.spec.hostIPC);
      for (const container of containersOf(pod)) {
        assert.deepEqual(container.securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        assert.ok((container.ports ?? []).every((port) => port.hostPort === undefined));
      }
      const kinds = (pod.spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== "name"));
      assert.ok(kinds.every((kind) => ["emptyDir", "secret", "configMap", "persistentVolumeClaim"].includes(kind)), kinds.join());
    });

    test(`${what} has an account of its own and no token`, () => {
      assert.equal(pod.spec.automountServiceAccountToken, false);
      const account = ofKind(rendered[set], "ServiceAccount").find(({ metadata }) => metadata.name === pod.spec.serviceAccountName);
      assert.equal(account?.automountServiceAccountToken, false);
    });

    test(`${what} says what it needs, and mounts what is there`, () => {
      for (const container of containersOf(pod)) {
        assert.ok(container.resources.requests.cpu && container.resources.requests.memory && container.resources.limits.memory);
        const volumes = [...(pod.spec.volumes ?? []), ...(pod.owner.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata)];
        for (const mount of container.volumeMounts) assert.ok(volumes.some(({ name }) => name === mount.name), mount.name);
      }
    });

    test(`${what} takes its images as image.pullPolicy says, and the product's own from nowhere where no registry is named`, () => {
      for (const { image, imagePullPolicy } of containersOf(pod))
        assert.equal(imagePullPolicy, /^meet\//.test(image) ? "Never" : "IfNotPresent", image);
    });

    test(`${what} is selected by its owner`, () => {
      if (pod.owner.kind === "Job") return;
      for (const [key, value] of Object.entries(pod.owner.spec.selector.matchLabels)) assert.equal(pod.labels[key], value);
    });

    if (pod.owner.kind !== "Job") {
      test(`${what} is probed on ports that it has, on paths that the services have`, () => {
        const health = readFileSync(join(root, "libs/Meet.ServiceDefaults/Health/ServiceHealth.cs"), "utf8");
        for (const container of pod.spec.containers) {
          for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
            const { path, port } = probe.httpGet ?? probe.tcpSocket ?? {};
            if (port) assert.ok(container.ports.some(({ name }) => name === port), port);
            else assert.ok(probe.exec);
            if (own.includes(pod.component)) assert.ok(health.includes(`MapHealthChecks("${path}"`), path);
          }
        }
      });
    }

    if (own.includes(pod.component)) {
      test(`${what} has time to end after it was taken out of service`, () => {
        const drain = pod.spec.containers[0].lifecycle.preStop.sleep.seconds;
        // A media pod's Meets may end first.
        const meets = pod.spec.containers[0].env.find(({ name }) => name === "Media__DrainSeconds")?.value ?? 0;
        assert.equal(Number(meets) > 0, pod.component === "media");
        assert.ok(pod.spec.terminationGracePeriodSeconds >= drain + Number(meets) + stopSeconds);
      });
    }

    test(`${what} opens no port twice, under no name twice`, () => {
      const ports = portsOf(pod);
      for (const key of [(port) => port.name, (port) => `${port.containerPort}/${port.protocol}`])
        assert.equal(new Set(ports.map(key)).size, ports.length);
      assert.ok(ports.every(({ name }) => name.length <= 15));
    });
  }
}

test("A trial fits on one node of two CPUs beside Kubernetes's own", () => {
  const cores = (text) => (String(text).endsWith("m") ? parseInt(text) / 1000 : Number(text));
  const containers = podsOf(rendered.trial).filter(({ owner }) => owner.kind !== "Job").flatMap(containersOf);
  const wanted = containers.reduce((sum, { resources }) => sum + cores(resources.requests.cpu), 0);
  assert.ok(containers.length === 8 && wanted <= 1, `${containers.length} containers request ${wanted} cores`);
});

test("Where nodes are chosen for all pods they are for the servers', the migration's and the relay's too, and a service's own come first", () => {
  const objects = render("trial", "--set", "nodeSelector.kubernetes\\.io/arch=amd64,tolerations[0].operator=Exists", "--set", "media.nodeSelector.calls=media",
    "--set", "turn.coturn.enabled=true,turn.coturn.host=turn.example.com,media.addresses={198.51.100.1}");
  const pods = podsOf(objects);
  assert.deepEqual(pods.map(({ component }) => component).sort(), [...own, "coturn", "migrate", "postgres", "rabbitmq"].sort());
  for (const { component, spec } of pods) {
    assert.deepEqual(spec.nodeSelector, component === "media" ? { calls: "media" } : { "kubernetes.io/arch": "amd64" }, component);
    assert.deepEqual(spec.tolerations, [{ operator: "Exists" }], component);
  }
});

test("A pod that need not wait before it ends has no preStop, which may not sleep for no time", () => {
  const pod = podsOf(render("trial", "--set", "gateway.preStopSeconds=0")).find(({ component }) => component === "gateway");
  assert.equal(pod.spec.containers[0].lifecycle, undefined);
});

test("A media node listens on an address of each family that its pod has, and is reached by both", () => {
  const { spec } = podsOf(rendered.everything).find(({ component }) => component === "media");
  const env = Object.fromEntries(spec.containers[0].env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom.fieldRef?.fieldPath]));
  // What refers to another one comes after it.
  assert.ok(Object.keys(env).indexOf("POD_IPS") < Object.keys(env).indexOf("Media__ListenAddress"));
  assert.deepEqual([env.POD_IPS, env.Media__ListenAddress], ["status.podIPs", "$(POD_IPS)"]);
  const ways = ofKind(rendered.everything, "Service").filter(({ metadata }) => /-media-\d+$/.test(metadata.name));
  assert.deepEqual([...new Set(ways.map((service) => service.spec.ipFamilyPolicy))], ["PreferDualStack"]);
});
