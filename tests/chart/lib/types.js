// Whether an object is what the Kubernetes API knows: client-node's maps tell unknown fields, kubernetes-models tells missing and wrong ones.
import * as models from "../node_modules/@kubernetes/client-node/dist/gen/models/all.js";
import * as gatewayApi from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";

const groups = {
  v1: () => import("kubernetes-models/v1"),
  "apps/v1": () => import("kubernetes-models/apps/v1"),
  "batch/v1": () => import("kubernetes-models/batch/v1"),
  "autoscaling/v2": () => import("kubernetes-models/autoscaling/v2"),
  "policy/v1": () => import("kubernetes-models/policy/v1"),
  "networking.k8s.io/v1": () => import("kubernetes-models/networking.k8s.io/v1"),
  "gateway.networking.k8s.io/v1": () => Promise.resolve(gatewayApi),
};

/** Throws where the object is not valid. */
export async function validate(object) {
  const load = groups[object.apiVersion];
  if (!load) throw new Error(`No types for ${object.apiVersion}.`);
  const Model = (await load())[object.kind];
  if (!Model) throw new Error(`${object.apiVersion} has no ${object.kind}.`);
  new Model(object).validate();
  const type = `${object.apiVersion === "v1" ? "V1" : version(object.apiVersion)}${object.kind}`;
  if (models[type]) knownFields(object, type, object.kind);
  else if (!object.apiVersion.startsWith("gateway.")) throw new Error(`No map for ${type}.`);
}

const version = (apiVersion) => apiVersion.split("/")[1].replace(/^v/, "V");

/** Walks an object along its type's map: each field must be in it. */
export function knownFields(value, type, path) {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type);
  if (list) {
    if (!Array.isArray(value)) throw new Error(`${path} is no list.`);
    value.forEach((each, i) => knownFields(each, list[1], `${path}[${i}]`));
    return;
  }
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) {
    for (const [key, each] of Object.entries(value)) knownFields(each, map[1], `${path}.${key}`);
    return;
  }
  const attributes = models[type]?.getAttributeTypeMap?.();
  if (!attributes) {
    if (type === "string" && typeof value !== "string") throw new Error(`${path} is no text.`);
    if (type === "number" && typeof value !== "number") throw new Error(`${path} is no number.`);
    if (type === "boolean" && typeof value !== "boolean") throw new Error(`${path} is neither true nor false.`);
    return;
  }
  for (const [key, each] of Object.entries(value)) {
    const attribute = attributes.find((known) => known.baseName === key);
    if (!attribute) throw new Error(`${path}.${key}: ${type} has no such field.`);
    knownFields(each, attribute.type, `${path}.${key}`);
  }
}
