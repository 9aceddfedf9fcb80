// What the chart renders where it can look into a cluster. An API server is not to be had without building Kubernetes, so this one knows the objects
// that it is given, and as much of the API as helm asks for on the way to them.
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { parseAllDocuments } from "yaml";
import { chart, helmProgram } from "./tools.js";

/** Kinds that the chart may make, by group and version. */
const kinds = {
  v1: ["ConfigMap", "PersistentVolumeClaim", "Secret", "Service", "ServiceAccount"],
  "apps/v1": ["Deployment", "StatefulSet"],
  "batch/v1": ["Job"],
  "networking.k8s.io/v1": ["NetworkPolicy"],
  "policy/v1": ["PodDisruptionBudget"],
};

const plural = (kind) => kind.toLowerCase().replace(/y$/, "ie") + "s";

function answer(path, objects) {
  if (path === "/version") return { major: "1", minor: "35", gitVersion: "v1.35.0" };
  if (path === "/api") return { kind: "APIVersions", versions: ["v1"] };
  if (path === "/apis") {
    const groups = Object.keys(kinds).filter((each) => each.includes("/")).map((groupVersion) => {
      const versions = [{ groupVersion, version: groupVersion.split("/")[1] }];
      return { name: groupVersion.split("/")[0], versions, preferredVersion: versions[0] };
    });
    return { kind: "APIGroupList", apiVersion: "v1", groups };
  }
  const groupVersion = path.replace(/^\/apis?\//, "");
  if (kinds[groupVersion]) {
    const known = kinds[groupVersion].map((kind) => ({ name: plural(kind), singularName: kind.toLowerCase(), kind, namespaced: true, verbs: ["get"] }));
    return { kind: "APIResourceList", groupVersion, resources: known };
  }
  return objects.find(({ apiVersion, kind, metadata }) => path.endsWith(`/${apiVersion}/namespaces/${metadata.namespace}/${plural(kind)}/${metadata.name}`));
}

/** The objects, as an upgrade of a release makes them in a cluster that has the given ones; args are helm's own, such as --set. */
export async function renderInto(objects, ...args) {
  const server = createServer((request, response) => {
    const found = answer(new URL(request.url, "http://cluster").pathname, objects);
    response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(found ?? { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 }));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const address = `http://127.0.0.1:${server.address().port}`;
    const words = ["template", "meet", chart, "--namespace", "calls", "--is-upgrade", "--dry-run=server", "--disable-openapi-validation", "--kube-apiserver", address, ...args];
    const { stdout } = await promisify(execFile)(helmProgram, words, { maxBuffer: 64 << 20 });
    return parseAllDocuments(stdout).map((document) => document.toJS()).filter((object) => object !== null);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
