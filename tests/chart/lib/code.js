// What the services' code says of itself, as far as it can be read without running it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tools.js";

/** The services, by their names. */
export const own = ["gateway", "chat", "meets", "signaling", "notification", "media"];

function codeOf(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith(".cs"))
    .map((file) => readFileSync(join(root, folder, file), "utf8"))
    .join("\n");
}

const shared = codeOf("libs/Meet.ServiceDefaults");
const code = Object.fromEntries(own.map((service) => [service, codeOf(`services/${service}`) + shared]));

/** Those words of settings' names (Section__Key) that no code of the service has. */
export function unknownTo(service, settings) {
  const words = settings.flatMap((name) => name.split("__")).filter((part) => !/^\d+$/.test(part));
  return words.filter((word) => !new RegExp(`\\b${word}\\b|"${word.toLowerCase()}"`).test(code[service]));
}

/** For how many seconds a service that was told to end may go on with what it has begun. */
export const stopSeconds = Number(/ShutdownTimeout = TimeSpan\.FromSeconds\((\d+)\)/.exec(shared)[1]);

/** For how many seconds a media node's Meets may go on before that, unless it is told otherwise. */
export const drainSeconds = Number(/int DrainSeconds \{ get; init; \} = (\d+);/.exec(code.media)[1]);
