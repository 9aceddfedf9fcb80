// What helm prints at the end of an install: where to go, what to open, how to get in. It is true of each set of values.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ofKind, rendered, sets, valuesOf } from "./lib/render.js";
import { chart, helm } from "./lib/tools.js";

/** Without a cluster: the notes alone, in which nothing is left of a template that failed to say something. */
function notesOf(set, ...args) {
  const text = helm("install", "meet", chart, "--dry-run=client", "--namespace", "calls", "--values", valuesOf(set), ...args);
  const notes = text.slice(text.indexOf("\nNOTES:\n") + 8);
  assert.doesNotMatch(notes, /<no value>|<nil>|%!|\{\{|\}\}|\n\n\n/);
  return notes;
}

for (const set of sets) {
  const notes = notesOf(set);

  test(`${set}: the notes name the site, the first sign-in and each port to open`, () => {
    const site = set === "load-balancer" ? "http://ADDRESS" : /^(trial|external|host)/.test(set) ? "http://localhost:8080" : "https://meet.example.com";
    assert.ok(notes.includes(`Console     ${site}/\n`), notes);
    assert.match(notes, /First sign-in, workspace \w+:\n {2}e-mail {4}\S+@\S+\n {2}password {2}\S/);
    const media = Object.values(ofKind(rendered[set], "ConfigMap").find(({ metadata }) => metadata.name.endsWith("-media")).data).map((text) => JSON.parse(text).Media);
    const told = [...notes.matchAll(/^ {2}UDP (\d+) to (\d+)/gm)].map(([, first]) => Number(first));
    assert.deepEqual(told, media.map(({ FirstPort }) => FirstPort));
    assert.equal(notes.includes("UDP and TCP 3478   to "), ofKind(rendered[set], "Service").some(({ metadata }) => metadata.name.endsWith("-coturn")));
    for (const { Address } of media) assert.ok(!Address || notes.includes(Address));
  });

  test(`${set}: what the notes let one ask for is there`, () => {
    for (const [, name, key] of notes.matchAll(/get secret (\S+) -o jsonpath='\{\.data\.(\S+)\}'/g))
      assert.ok(ofKind(rendered[set], "Secret").find(({ metadata }) => metadata.name === name).data[key]);
    for (const [, name, port] of notes.matchAll(/service\/(\S+) \d+:(\d+)/g))
      assert.ok(ofKind(rendered[set], "Service").find(({ metadata }) => metadata.name === name).spec.ports.some((each) => each.port === Number(port)));
  });
}

test("The notes name an address that leads there: of a forwarded port only where they tell to forward it", () => {
  for (const set of sets) {
    const notes = notesOf(set);
    assert.equal(notes.includes("//localhost:8080"), notes.includes("port-forward"), set);
  }
  assert.match(notesOf("load-balancer"), /get service a-very-long-name-for-a-relea-gateway\n/);
});

test("The shop under /demo/ is named where its workspace is there, and the widget's line elsewhere", () => {
  assert.match(notesOf("trial"), /\/demo\/ is a shop/);
  assert.match(notesOf("production"), /src="https:\/\/meet\.example\.com\/widget\/loader\.js" data-workspace="shop"/);
  assert.doesNotMatch(notesOf("production"), /\/demo\//);
});

test("The notes warn of what is not for others: the demo, servers of the chart's own, no https, nobody to send messages", () => {
  const trial = notesOf("trial");
  assert.match(trial, /one pod each, no backup/);
  assert.match(trial, /No messages go out/);
  assert.match(trial, /nodes must have the images/);
  assert.match(notesOf("trial", "--set", "demo.enabled=true"), /WARNING: the demo's accounts/);
  assert.match(notesOf("load-balancer"), /without https/);
  assert.doesNotMatch(notesOf("production"), /WARNING|no backup|No messages|without https|must have the images/);
});
