// What the first install made is found by every later one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderInto } from "./lib/cluster.js";
import { ofKind, rendered } from "./lib/render.js";

const secretsOf = (objects) => Object.fromEntries(ofKind(objects, "Secret").map(({ metadata, data }) => [metadata.name, data]));
const installed = rendered.trial;

test("Keys and passwords are made where there are none", async () => {
  const first = secretsOf(await renderInto([]));
  const second = secretsOf(await renderInto([]));
  for (const name of ["meet-keys", "meet-generated"]) {
    assert.deepEqual(Object.keys(first[name]), Object.keys(second[name]));
    for (const key of Object.keys(first[name])) assert.notEqual(first[name][key], second[name][key], key);
  }
});

test("An upgrade keeps each key and password, and makes those that are new", async () => {
  assert.deepEqual(secretsOf(await renderInto(installed)), secretsOf(installed));
  const relay = await renderInto(installed, "--set", "turn.coturn.enabled=true,turn.coturn.host=turn.example.com,media.addresses={198.51.100.1}");
  const { "turn-secret": added, ...before } = secretsOf(relay)["meet-generated"];
  assert.equal(Buffer.from(added, "base64").length, 32);
  assert.deepEqual(before, secretsOf(installed)["meet-generated"]);
});

test("A password whose server was left for another one is still there when one comes back to it", async () => {
  const users = ["chat", "meets", "notification"].map((service) => `postgres.external.users.${service}.existingSecret=db`);
  const away = await renderInto(installed, "--set", ["postgres.enabled=false,postgres.external.host=db", ...users].join());
  assert.deepEqual(secretsOf(await renderInto(away)), secretsOf(installed));
});

test("What is there of volumes and cannot be changed stops an upgrade before anything is changed", async () => {
  const refused = {
    "files.volume.accessModes={ReadWriteMany}": /claim meet-files is there with ReadWriteOnce/,
    "files.volume.storageClass=fast": /files\.volume\.storageClass: the claim meet-files/,
    "files.volume.size=5Gi": /files\.volume\.size: the claim meet-files is there with 10Gi/,
    "postgres.volume.size=16Gi": /postgres\.volume: meet-postgres is there with 8192 MiB, .* cannot become 16384 MiB/,
    "postgres.volume.storageClass=fast": /cannot become 8192 MiB of the class fast/,
    "rabbitmq.volume.enabled=false": /rabbitmq\.volume: meet-rabbitmq .* cannot become none/,
  };
  for (const [set, message] of Object.entries(refused)) await assert.rejects(renderInto(installed, "--set", set), message);
  for (const set of ["files.volume.size=20Gi", "postgres.volume.size=8192Mi"]) await renderInto(installed, "--set", set);
});
