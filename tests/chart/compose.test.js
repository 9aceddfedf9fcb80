// deploy/compose, by reading: ./meet test compose brings it up where there is a Docker engine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { drainSeconds, own, stopSeconds, unknownTo } from "./lib/code.js";
import { root } from "./lib/tools.js";

const { services, networks } = parse(readFileSync(join(root, "deploy/compose/compose.yaml"), "utf8"), { merge: true });
const version = /^appVersion: (.*)$/m.exec(readFileSync(join(root, "deploy/helm/meet/Chart.yaml"), "utf8"))[1];

test("compose: each service is there, in the release's version, and two servers", () => {
  assert.deepEqual(Object.keys(services).sort(), [...own, "postgres", "rabbitmq"].sort());
  for (const name of own) assert.equal(services[name].image, `\${MEET_IMAGES:-meet}/${name}:\${MEET_TAG:-${version}}`);
});

for (const name of own) {
  const service = services[name];

  test(`compose: ${name} is told nothing that its code does not know, beside where the others are`, () => {
    const settings = Object.keys(service.environment).filter((setting) => setting.includes("__") && !setting.startsWith("Services__"));
    assert.ok(settings.length >= 2);
    assert.deepEqual(unknownTo(name, settings), []);
  });

  test(`compose: ${name} has no rights, no root file system to write to, and only its own keys`, () => {
    assert.deepEqual([service.read_only, service.cap_drop, service.security_opt], [true, ["ALL"], ["no-new-privileges:true"]]);
    assert.ok(service.volumes.includes(`./keys/${name}:/keys:ro`));
  });

  test(`compose: ${name} is given the time that it may take to end`, () => {
    const given = Number(/^(\d+)s$/.exec(service.stop_grace_period)?.[1]);
    assert.ok(given > stopSeconds + (name === "media" ? drainSeconds : 0), service.stop_grace_period);
  });
}

test("compose: from outside come only requests to the gateway and media", () => {
  assert.equal(networks.inside.internal, true);
  for (const [name, { networks: joined, ports }] of Object.entries(services)) {
    assert.equal(Boolean(ports), ["gateway", "media"].includes(name), name);
    assert.equal(joined.includes("outside"), ["gateway", "media", "notification"].includes(name), name);
  }
});
