// Services and policies lead to pods and ports that are there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { meets, ofKind, podsOf, portsOf, render, rendered, sets } from "./lib/render.js";
import { root } from "./lib/tools.js";

/** The pods of a StatefulSet by number have labels of their own. */
const labelsOf = (pod, ordinal) => ({ ...pod.labels, "statefulset.kubernetes.io/pod-name": `${pod.owner.metadata.name}-${ordinal}` });

/** Ports that a pod has: those of all media pods, which by NodePort differ, out of their settings. */
function listening(set, pod) {
  const ports = portsOf(pod).map(({ name, containerPort, protocol }) => ({ name, number: containerPort, protocol }));
  if (pod.component !== "media") return ports;
  const workers = Number(pod.spec.containers[0].env.find(({ name }) => name === "Media__Workers").value);
  const tcp = pod.spec.containers[0].env.find(({ name }) => name === "Media__Tcp").value === "true";
  const settings = Object.values(ofKind(rendered[set], "ConfigMap").find(({ metadata }) => metadata.name === pod.owner.metadata.name).data);
  for (const first of settings.map((text) => JSON.parse(text).Media.FirstPort)) {
    for (let i = 0; i < workers; i++) ports.push({ number: first + i, protocol: "UDP" });
    if (tcp) ports.push({ number: first, protocol: "TCP" });
  }
  return ports;
}

const has = (ports, { protocol = "TCP", port }) =>
  ports.some((each) => each.protocol === protocol && (each.name === port || each.number === port));

for (const set of sets) {
  const objects = rendered[set];
  const pods = podsOf(objects);

  test(`${set}: each Service selects a pod and targets a port that it has`, () => {
    for (const service of ofKind(objects, "Service")) {
      const pod = pods.find((each) => meets(service.spec.selector, labelsOf(each, Number(service.metadata.name.split("-").at(-1)))));
      assert.ok(pod, service.metadata.name);
      for (const { targetPort, protocol } of service.spec.ports)
        assert.ok(has(listening(set, pod), { protocol, port: targetPort }), `${service.metadata.name} ${targetPort}/${protocol}`);
    }
  });

  test(`${set}: each budget, autoscaler and route leads to something`, () => {
    const budgets = ofKind(objects, "PodDisruptionBudget");
    for (const budget of budgets) assert.ok(pods.some((pod) => meets(budget.spec.selector.matchLabels, pod.labels)));
    // Servers of the chart's own are one pod each, whose node could not be drained.
    for (const pod of pods.filter(({ component }) => !["postgres", "rabbitmq", "migrate"].includes(component)))
      assert.deepEqual(budgets.filter(({ spec }) => meets(spec.selector.matchLabels, pod.labels)).map(({ spec }) => spec.maxUnavailable), [1], pod.name);
    for (const { spec } of ofKind(objects, "HorizontalPodAutoscaler")) {
      const target = objects.find(({ kind, metadata }) => kind === spec.scaleTargetRef.kind && metadata.name === spec.scaleTargetRef.name);
      assert.equal(target.spec.replicas, undefined, "An upgrade would undo the scaling.");
      assert.ok(spec.metrics.length > 0);
    }
    const ports = Object.fromEntries(ofKind(objects, "Service").map(({ metadata, spec }) => [metadata.name, spec.ports]));
    for (const { spec } of ofKind(objects, "Ingress"))
      for (const { backend } of spec.rules[0].http.paths) assert.ok(ports[backend.service.name].some(({ name }) => name === backend.service.port.name));
    for (const { spec } of ofKind(objects, "HTTPRoute"))
      for (const { name, port } of spec.rules.flatMap(({ backendRefs }) => backendRefs)) assert.ok(ports[name].some((each) => each.port === port));
  });

  test(`${set}: every pod is denied everything that no policy of its own allows`, () => {
    const policies = ofKind(objects, "NetworkPolicy");
    const all = policies.find(({ spec }) => !spec.ingress && !spec.egress);
    assert.deepEqual(all.spec.policyTypes, ["Ingress", "Egress"]);
    for (const pod of pods) {
      assert.ok(meets(all.spec.podSelector.matchLabels, pod.labels), pod.name);
      assert.equal(policies.filter(({ spec }) => meets(spec.podSelector.matchLabels, pod.labels)).length, 2, pod.name);
    }
  });

  test(`${set}: each port that a policy opens inside is one that listens, from both ends`, () => {
    const policies = ofKind(objects, "NetworkPolicy").filter(({ spec }) => spec.ingress ?? spec.egress);
    const within = (peers) => (peers ?? []).filter(({ podSelector }) => podSelector?.matchLabels?.["app.kubernetes.io/component"]);
    for (const { spec } of policies) {
      const self = pods.filter((pod) => meets(spec.podSelector.matchLabels, pod.labels));
      assert.ok(self.length > 0);
      for (const rule of spec.ingress ?? []) {
        for (const port of rule.ports) {
          assert.ok(self.every((pod) => has(listening(set, pod), port)), `${JSON.stringify(spec.podSelector)} ${JSON.stringify(port)}`);
          if (port.endPort) assert.ok(self.every((pod) => has(listening(set, pod), { ...port, port: port.endPort })));
        }
        for (const peer of within(rule.from)) {
          const other = policies.find((each) => meets(each.spec.podSelector.matchLabels, peer.podSelector.matchLabels));
          const named = ({ port }) => self.every((pod) => portsOf(pod).some(({ name, containerPort }) => name === rule.ports[0].port && (port === name || port === containerPort)));
          const back = (other?.spec.egress ?? []).some((egress) => egress.ports.some(named)
            && (!egress.to || within(egress.to).some(({ podSelector }) => meets(podSelector.matchLabels, spec.podSelector.matchLabels))));
          assert.ok(back, `Only one end of an arrow: ${JSON.stringify(peer)}`);
        }
      }
      for (const rule of spec.egress ?? []) {
        for (const peer of within(rule.to)) {
          const targets = pods.filter((pod) => meets(peer.podSelector.matchLabels, pod.labels));
          assert.ok(targets.length > 0);
          for (const port of rule.ports) assert.ok(targets.every((pod) => has(listening(set, pod), port)), JSON.stringify(rule));
        }
      }
    }
  });
}

test("The arrows are those that the services call along, and those to media nodes, which say themselves where they are", () => {
  const read = (file) => readFileSync(join(root, "deploy/helm/meet/templates", file), "utf8");
  const arrows = [...read("_peers.tpl").matchAll(/^(\w+) (\w+) (http|grpc)$/gm)].map(([, from, to, port]) => `${from} ${to} ${port}`).sort();
  const told = podsOf(rendered.trial).filter(({ component }) => component !== "migrate").flatMap((pod) =>
    pod.spec.containers[0].env.flatMap(({ name }) => {
      const found = /^Services__(\w+?)__(?:\d+__)?(Http|Grpc)$/.exec(name);
      return found ? [`${pod.component} ${found[1].toLowerCase()} ${found[2].toLowerCase()}`] : [];
    }));
  assert.deepEqual(arrows, [...told, "meets media grpc", "signaling media grpc"].sort());
});

test("What is on its node's network is reached there, and reaches the broker from there, by the node's address", () => {
  const nodes = [{ ipBlock: { cidr: "10.0.0.0/24" } }];
  const rules = (objects, component, way, port) => ofKind(objects, "NetworkPolicy").find(({ metadata }) => metadata.name === `meet-${component}`)
    .spec[way].filter(({ ports }) => ports.some((each) => each.port === port));
  const anywhere = render("host-network");
  const told = render("host-network", "--set-json", `networkPolicy.nodes=${JSON.stringify(nodes)}`);
  for (const component of ["meets", "signaling"]) {
    assert.deepEqual(rules(anywhere, component, "egress", 8088).map(({ to }) => to), [undefined]);
    assert.deepEqual(rules(told, component, "egress", 8088).map(({ to }) => to.slice(1)), [nodes]);
  }
  assert.equal(rules(anywhere, "rabbitmq", "ingress", "amqp").filter(({ from }) => !from).length, 1);
  assert.equal(rules(told, "rabbitmq", "ingress", "amqp").filter(({ from }) => from.length === 2 && from[1].ipBlock).length, 1);
  // With a network of their own, selectors find them: nobody else may.
  assert.ok(rules(rendered.trial, "rabbitmq", "ingress", "amqp").every(({ from }) => from.length === 1));
  assert.ok(rules(rendered.trial, "signaling", "egress", 8088).every(({ to }) => to.length === 1));
});

test("The ports of addresses outside are those that the addresses name, unless another one is set", () => {
  const opened = (...args) => ofKind(render("trial", ...args), "NetworkPolicy").find(({ metadata }) => metadata.name === "meet-chat")
    .spec.egress.filter(({ to, ports }) => !to && ports[0].port !== 53).map(({ ports }) => ports[0].port);
  const s3 = "files.s3.enabled=true,files.s3.bucket=b,files.s3.existingSecret=s,files.s3.endpoint=";
  assert.deepEqual(opened("--set", `${s3}https://s3.example.com`), [443]);
  assert.deepEqual(opened("--set", `${s3}http://minio:9000`), [9000]);
  assert.deepEqual(opened("--set", `${s3}http://minio`, "--set", "files.s3.port=9000"), [9000]);
  assert.deepEqual(opened("--set", "telemetry.otlpEndpoint=http://otel:4318"), [4318]);
});

test("Whoever asks for names may, by UDP and TCP, on the ports that are set, and PostgreSQL asks for none", () => {
  const names = (objects) => Object.fromEntries(ofKind(objects, "NetworkPolicy").filter(({ spec }) => spec.ingress ?? spec.egress).map(({ metadata, spec }) =>
    [metadata.name, (spec.egress ?? []).flatMap(({ ports }) => ports).filter(({ port }) => [53, 5353].includes(port)).map(({ protocol, port }) => `${protocol} ${port}`).join()]));
  for (const [name, ports] of Object.entries(names(render("trial", "--set", "networkPolicy.dnsPorts={53,5353}"))))
    assert.equal(ports, name === "meet-postgres" ? "" : "UDP 53,TCP 53,UDP 5353,TCP 5353", name);
  assert.equal(names(rendered.trial)["meet-chat"], "UDP 53,TCP 53");
});

test("The migration's policy comes before its job, and with it: an upgrade may lead to another database", () => {
  for (const set of ["trial", "production"]) {
    const hook = ({ metadata }) => ["helm.sh/hook", "helm.sh/hook-delete-policy"].map((key) => metadata.annotations[key]);
    const [job] = ofKind(rendered[set], "Job");
    const policy = ofKind(rendered[set], "NetworkPolicy").find(({ metadata }) => metadata.name === "meet-migrate");
    assert.deepEqual(hook(policy), hook(job));
    assert.ok(Number(policy.metadata.annotations["helm.sh/hook-weight"]) < Number(job.metadata.annotations["helm.sh/hook-weight"]));
  }
});

test("Whoever may be scaled out finds ports, Services and addresses prepared for every pod", () => {
  const args = ["--set", "media.autoscaling.enabled=true", "--set", "media.autoscaling.maxReplicas=3"];
  const objects = render("trial", ...args);
  const scaler = ofKind(objects, "HorizontalPodAutoscaler").find(({ metadata }) => metadata.name.endsWith("-media"));
  assert.deepEqual([scaler.spec.scaleTargetRef.kind, scaler.spec.maxReplicas], ["StatefulSet", 3]);
  assert.equal(objects.find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name.endsWith("-media")).spec.replicas, undefined);
  assert.equal(ofKind(objects, "Service").filter(({ metadata }) => /-media-\d+$/.test(metadata.name)).length, 3);
  assert.throws(() => render("trial", ...args, "--set", "media.addresses={198.51.100.1}"), /media\.addresses: there are 1 for 3 pods/);
});

test("Each media pod is told ports, and an address, of its own", () => {
  const settings = (set, ...args) => Object.values(ofKind(render(set, ...args), "ConfigMap")
    .find(({ metadata }) => metadata.name.endsWith("-media")).data).map((text) => JSON.parse(text).Media);
  assert.deepEqual(settings("everything").map(({ FirstPort }) => FirstPort), [30120, 30123, 30126, 30129]);
  assert.deepEqual(settings("host-network"), [{ Address: "198.51.100.1", FirstPort: 8120 }, { Address: "198.51.100.2", FirstPort: 8120 }]);
});
