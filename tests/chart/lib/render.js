// What the chart makes of each set of values.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { chart, helm, root } from "./tools.js";

const folder = join(root, "tests/chart/values");

/** The sets' names, without .yaml. */
export const sets = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ""));

export const valuesOf = (set) => join(folder, `${set}.yaml`);

/** The objects, hooks too; args are helm's own, such as --set. */
export function render(set, ...args) {
  const text = helm("template", "meet", chart, "--namespace", "calls", "--values", valuesOf(set), ...args);
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    })
    .filter((object) => object !== null);
}

export const rendered = Object.fromEntries(sets.map((set) => [set, render(set)]));

export const ofKind = (objects, ...kinds) => objects.filter((object) => kinds.includes(object.kind));

/** Every pod that a set makes: whose, its labels, its spec. */
export const podsOf = (objects) =>
  ofKind(objects, "Deployment", "StatefulSet", "Job").map((owner) => ({
    name: `${owner.kind} ${owner.metadata.name}`,
    component: owner.metadata.labels["app.kubernetes.io/component"],
    owner,
    labels: owner.spec.template.metadata.labels,
    spec: owner.spec.template.spec,
  }));

export const containersOf = (pod) => [...(pod.spec.initContainers ?? []), ...pod.spec.containers];

export const meets = (selector, labels) => Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Number and protocol of a port of a pod, which policies and Services may name. */
export function portsOf(pod) {
  return containersOf(pod).flatMap((container) => container.ports ?? []);
}
