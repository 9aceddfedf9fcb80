// Wrong values are refused with a message that names them; the documented ones are all there are.
import assert from "node:assert/strict";
import { createPublicKey, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isMap, parse, parseDocument } from "yaml";
import { ofKind, podsOf, render, rendered } from "./lib/render.js";
import { chart, root } from "./lib/tools.js";

const valuesText = readFileSync(join(chart, "values.yaml"), "utf8");

const refused = [
  ["an unknown key", "gateway.replica=2", /'\/gateway'.*'replica'/],
  ["an unknown section", "telephony.enabled=true", /'telephony'/],
  ["text for a number", "media.workers=two", /'\/media\/workers'.*want integer/],
  ["an exposure that is none", "media.exposure=ipv8", /'\/media\/exposure'/],
  ["a digest that is none", "image.digests.chat=latest", /'\/image\/digests\/chat'/],
  ["a size without a unit", "files.volume.size=10", /'\/files\/volume\/size'/],
  ["two chats over one node's files", "chat.replicas=2", /chat: more than one replica/],
  ["an ingress that is not trusted", "ingress.enabled=true,ingress.host=a.example", /gateway\.trustedProxies/],
  ["an ingress without a name", "ingress.enabled=true,gateway.trustedProxies={10.0.0.0/8}", /ingress\.host/],
  ["load balancers without addresses", "media.exposure=loadBalancer", /media\.addresses/],
  ["fewer addresses than pods", "media.replicas=2,media.addresses={198.51.100.1}", /media\.addresses: there are 1 for 2/],
  ["a grace too short for the drain", "media.drainSeconds=600", /media\.terminationGracePeriodSeconds: at least 625/],
  ["an admission that wavers", "media.admission.reopenAtLoad=1", /media\.admission\.reopenAtLoad/],
  ["ports beyond the range", "media.replicas=50,media.workers=64", /media\.firstNodePort/],
  ["an external database that is nowhere", "postgres.enabled=false", /postgres\.external\.host/],
  ["an external database without its users", "postgres.enabled=false,postgres.external.host=db", /users\.chat\.existingSecret/],
  ["an external broker without its address", "rabbitmq.enabled=false", /rabbitmq\.external\.existingSecret/],
  ["an object storage without a bucket", "files.s3.enabled=true,files.s3.endpoint=https://s3", /files\.s3\.bucket/],
  ["a relay that leads anywhere", "turn.coturn.enabled=true,turn.coturn.host=t.example", /media\.addresses: turn\.coturn/],
  ["a relay without its secret", "turn.urls={turn:a.example}", /turn\.existingSecret/],
  ["a host that is an address", "ingress.host=https://meet.example.com", /'\/ingress\/host'/],
  ["a registry that is an address", "image.registry=https://registry.example.com", /'\/image\/registry'/],
  ["a tag that is none", "image.tag=a b", /'\/image\/tag'/],
  ["a name that no object may have", "fullnameOverride=Meet_1", /'\/fullnameOverride'/],
  ["a Secret's name that is none", "keys.existingSecret=My Keys", /'\/keys\/existingSecret'/],
  ["an address that is none", "media.addresses={198.51.100.300}", /'\/media\/addresses\/0'/],
  ["a network that is none", "gateway.trustedProxies={10.0.0.0/33}", /'\/gateway\/trustedProxies\/0'/],
  ["a connection string for a host", "postgres.external.host=postgres://user:word@db/meet", /'\/postgres\/external\/host'/],
  ["a resource that is none", "chat.resources.requests.cpus=1", /'\/chat\/resources\/requests'.*'cpus'/],
  ["an amount that is none", "chat.resources.limits.memory=much", /'\/chat\/resources\/limits\/memory'/],
  ["a label that no object may have", "commonLabels.team=a b", /'\/commonLabels\/team'/],
  ["a label that selects pods", "gateway.podLabels.app\\.kubernetes\\.io/component=x", /invalid propertyName 'app\.kubernetes\.io\/component'/],
  ["an update that could replace no pod", "gateway.rollingUpdate.maxSurge=0", /gateway\.rollingUpdate/],
  ["a grace too short for a service", "chat.preStopSeconds=30", /chat\.terminationGracePeriodSeconds: at least 50/],
  ["scaling between nothing", "gateway.autoscaling.enabled=true,gateway.autoscaling.minReplicas=9", /gateway\.autoscaling\.minReplicas: 9/],
  ["scaling by nothing", "meets.autoscaling.enabled=true,meets.autoscaling.cpuPercent=0", /meets\.autoscaling: by what/],
  ["scaling by a metric of none", "meets.autoscaling.enabled=true,meets.autoscaling.podMetric.name=m", /meets\.autoscaling\.podMetric\.averageValue/],
  ["one port for two things", "media.httpPort=8088", /media\.httpPort, media\.grpcPort/],
  ["a browsers' port that is a service's", "media.exposure=hostNetwork,media.firstPort=8088", /media\.httpPort, media\.grpcPort/],
  ["a provider's setting that there is none of", "notification.settings.Smtp:Pasword=x", /'Smtp:Pasword'/],
  ["a provider that knows no account", "notification.sms.provider=twilio", /provider twilio needs Twilio:AccountSid/],
  ["a provider without a sender", "notification.sms.provider=twilio,notification.settings.Twilio:AccountSid=a,notification.settings.Twilio:AuthToken=t", /Twilio:From or/],
  ["a mail server behind a closed port", "notification.settings.Smtp:Port=25", /notification\.egressPorts: .* port 25/],
  ["a webhook behind a closed port", "notification.settings.Webhook:Url=https://hooks:8443/x", /notification\.egressPorts: .* port 8443/],
  ["a setting that the chart makes", "gateway.env.Keys__Directory=/", /gateway\.env: Keys__Directory is set twice/],
];

for (const [what, set, message] of refused) {
  test(`${what} is refused, and the message names it`, () => {
    assert.throws(() => render("trial", "--set", set), message);
  });
}

test("The schema knows what values.yaml has, and refuses everything else", () => {
  const schema = JSON.parse(readFileSync(join(chart, "values.schema.json"), "utf8"));
  const resolve = (node) => (node?.$ref ? schema.$defs[node.$ref.split("/").at(-1)] : node);
  const closed = (node, path) => {
    if (node?.properties) assert.equal(node.additionalProperties, false, path);
    for (const [key, each] of Object.entries(node?.properties ?? {})) closed(each, `${path}.${key}`);
  };
  closed(schema, "");
  for (const each of Object.values(schema.$defs)) closed(each, "$defs");
  const known = (value, node, path) => {
    assert.ok(node, `${path} is in no schema.`);
    if (!node.properties) return;
    for (const [key, each] of Object.entries(value)) known(each, resolve(node.properties[key]), `${path}.${key}`);
  };
  known(parse(valuesText), schema, "");
});

test("Every value is documented: by a comment of its own or, where one line or Kubernetes's own words follow, of its group; or at its gateway twin", () => {
  const document = parseDocument(valuesText);
  const shared = new Set(document.get("gateway").items.map(({ key }) => key.value));
  const look = (map, path, inherited) => {
    for (const pair of map.items) {
      const name = [...path, pair.key.value].join(".");
      const own = pair.key.commentBefore ?? pair.key.comment ?? pair.value?.comment ?? (pair === map.items[0] ? map.commentBefore : null);
      const twin = path.length === 1 && ["chat", "meets", "signaling", "notification", "media"].includes(path[0]) && shared.has(pair.key.value);
      const known = Boolean(own) || twin || inherited;
      if (isMap(pair.value) && pair.value.items.length > 0)
        look(pair.value, [...path, pair.key.value], twin || inherited || (known && (pair.value.flow || /^(resources|annotations)$/.test(pair.key.value))));
      else assert.ok(known, `values.yaml says nothing about ${name}`);
    }
  };
  look(document.contents, [], false);
});

test("The providers' settings are those that notification.md names; a file is given by caSecret", () => {
  const told = readFileSync(join(root, "docs/operations/notification.md"), "utf8").split("\n").filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...line.split("|")[1].matchAll(/`([A-Za-z]+(?::[A-Za-z]+)*)`/g)].map(([, name]) => name));
  const schema = JSON.parse(readFileSync(join(chart, "values.schema.json"), "utf8"));
  const elsewhere = ["PublicUrl", "Sms:Provider", "Email:Provider", "Smtp:CaFile"];
  assert.deepEqual([...schema.$defs.notificationSetting.enum, ...elsewhere].sort(), told.sort());
  const { spec } = podsOf(render("trial", "--set", "notification.caSecret=authority,notification.caKey=tls.crt")).find(({ component }) => component === "notification");
  assert.ok(spec.containers[0].env.some(({ name, value }) => name === "Notification__Smtp__CaFile" && value === "/smtp-ca/ca.crt"));
  assert.ok(spec.containers[0].volumeMounts.some(({ mountPath }) => mountPath === "/smtp-ca"));
  assert.deepEqual(spec.volumes.find(({ name }) => name === "smtp-ca").secret.items, [{ key: "tls.crt", path: "ca.crt" }]);
});

test("Numbers arrive as they were written", () => {
  const args = ["--set-json", 'gateway.env={"LARGE":30000000,"PART":0.5}', "--set-json", 'gateway.limits={"addressPerSecond":1000000}'];
  const { env } = podsOf(render("trial", ...args)).find(({ component }) => component === "gateway").spec.containers[0];
  const told = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  assert.deepEqual([told.LARGE, told.PART, told.Limits__AddressPerSecond], ["30000000", "0.5", "1000000"]);
});

test("A public key is its private key's other half", () => {
  const { data } = ofKind(rendered.trial, "Secret").find(({ metadata }) => metadata.name === "meet-keys");
  for (const owner of ["gateway", "meets"]) {
    const [key, pub] = ["key", "pub"].map((half) => Buffer.from(data[`${owner}.${half}`], "base64").toString());
    assert.match(pub, /^-----BEGIN PUBLIC KEY-----\n/);
    assert.equal(createPublicKey(pub).asymmetricKeyDetails.namedCurve, "prime256v1");
    assert.ok(verify("sha256", Buffer.from("word"), pub, sign("sha256", Buffer.from("word"), key)));
  }
});

test("What was generated is kept, and secrets stand in Secrets only", () => {
  const secrets = ofKind(rendered.trial, "Secret");
  assert.deepEqual(secrets.map(({ metadata }) => metadata.annotations["helm.sh/resource-policy"]), ["keep", "keep"]);
  const password = Buffer.from(secrets.find(({ metadata }) => metadata.name === "meet-generated").data["admin-password"], "base64").toString();
  assert.equal(password.length, 32);
  const plain = JSON.stringify(rendered.trial.filter(({ kind }) => kind !== "Secret"));
  for (const value of secrets.flatMap(({ data }) => Object.values(data)).map((each) => Buffer.from(each, "base64").toString()))
    assert.ok(!plain.includes(value));
});

test("Nothing is generated where Secrets of one's own are named", () => {
  assert.deepEqual(ofKind(rendered.production, "Secret"), []);
});

test("The migration is a hook before each upgrade, and before the install where the database is there by then", () => {
  const hook = (set) => ofKind(rendered[set], "Job")[0].metadata.annotations["helm.sh/hook"];
  assert.equal(hook("trial"), "pre-upgrade");
  assert.equal(hook("production"), "pre-install,pre-upgrade");
  // What uninstalling would leave: hooks are no part of a release.
  for (const { metadata } of ofKind(rendered.trial, "Job", "ServiceAccount").filter(({ metadata }) => metadata.annotations?.["helm.sh/hook"]))
    assert.match(metadata.annotations["helm.sh/hook-delete-policy"], /hook-succeeded/);
  const job = podsOf(rendered.production).find(({ component }) => component === "migrate");
  const told = [...job.spec.initContainers, ...job.spec.containers].map(({ name, args }) => [name, args]);
  assert.deepEqual(told, [["chat", ["migrate"]], ["meets", ["migrate"]], ["notification", ["migrate"]]]);
});

test("A digest wins over a tag", () => {
  const images = podsOf(rendered.production).flatMap(({ spec }) => spec.containers.map(({ image }) => image));
  assert.ok(images.includes(`registry.example.com/team/meet/gateway@sha256:${"0123456789abcdef".repeat(4)}`));
  assert.ok(images.includes("registry.example.com/team/meet/chat:0.1.0"));
});

test("A media node's name fits into a grant, however long the release's is", () => {
  const pod = podsOf(rendered["load-balancer"]).find(({ component }) => component === "media");
  assert.ok(`${pod.owner.metadata.name}-99`.length <= 40);
});

test("Scaling media out changes no pod that runs; what pods read at their start does", () => {
  const template = (...args) => podsOf(render("trial", ...args)).find(({ component }) => component === "media").owner.spec.template;
  assert.deepEqual(template("--set", "media.replicas=3"), template());
  const settings = (set) => template("--set", set).metadata.annotations["checksum/settings"];
  for (const set of ["media.addresses={198.51.100.1}", "media.firstNodePort=30200", "media.workers=3", "media.exposure=hostNetwork"])
    assert.notEqual(settings(set), settings("media.replicas=1"), set);
});
