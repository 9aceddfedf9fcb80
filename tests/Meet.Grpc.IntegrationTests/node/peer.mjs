// The other side of the tests. Two modes:
//   node peer.mjs server             a grpc-js server; says {"port": n}
//   node peer.mjs client <address>   a grpc-js client; one JSON command per line in, one JSON answer per line out
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const proto = fileURLToPath(new URL('../Protos/probe.proto', import.meta.url));
const { Probe } = grpc.loadPackageDefinition(loadSync(proto, { keepCase: true, longs: Number, defaults: true })).meet.grpc.test.v1;
const limits = { 'grpc.max_receive_message_length': 16 << 20, 'grpc.max_send_message_length': 16 << 20 };
const say = (value) => process.stdout.write(JSON.stringify(value) + '\n');

function echoed(metadata) {
  const copy = new grpc.Metadata();
  for (const key of ['x-echo', 'x-echo-bin']) for (const value of metadata.get(key)) copy.add(key, value);
  return copy;
}

function serve() {
  const { Missing, Stubborn, Sequence, Elsewhere, ...known } = Probe.service;
  const server = new grpc.Server(limits);
  server.addService(known, {
    Echo(call, answer) {
      const metadata = echoed(call.metadata);
      call.sendMetadata(metadata);
      const deadline = call.getDeadline();
      const remaining = Number.isFinite(deadline) || deadline instanceof Date ? deadline - Date.now() : 0;
      const { text, payload } = call.request;
      answer(null, { text, payload, tenant: call.metadata.get('meet-tenant')[0] ?? '', remaining_milliseconds: remaining }, metadata);
    },
    Fail(call, answer) {
      answer({ code: call.request.code, details: call.request.detail, metadata: echoed(call.metadata) });
    },
    Hang(call) {
      say({ hanging: call.request.text });
      call.on('cancelled', () => say({ cancelled: call.request.text }));
    },
    async Count(call) {
      const { to, payload_bytes, then, then_hang, name } = call.request;
      call.on('cancelled', () => say({ cancelled: name }));
      for (let number = 1; number <= to; number++) {
        if (!call.write({ number, payload: Buffer.alloc(payload_bytes) })) await new Promise((go) => call.once('drain', go));
      }
      if (then) call.emit('error', { code: then.code, details: then.detail });
      else if (!then_hang) call.end();
    },
  });
  server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => say(error ? { error: String(error) } : { port }));
  createInterface({ input: process.stdin }).on('close', () => process.exit(0));
}

function outcome(error) {
  return { code: error.code, details: error.details, trailers: plain(error.metadata) };
}

function plain(metadata) {
  const values = {};
  for (const key of Object.keys(metadata?.getMap() ?? {})) values[key] = metadata.get(key).map((v) => (Buffer.isBuffer(v) ? v.toString('base64') : v));
  return values;
}

function drive(address) {
  const client = new Probe(address, grpc.credentials.createInsecure(), limits);
  const running = new Map();
  const makers = {
    unary({ id, method, request, metadata = {}, timeoutMs, payloadBytes, gzip }, done) {
      const sent = new grpc.Metadata();
      for (const [key, value] of Object.entries(metadata)) sent.add(key, key.endsWith('-bin') ? Buffer.from(value, 'base64') : value);
      if (payloadBytes) request = { ...request, payload: Buffer.alloc(payloadBytes, 7) };
      const options = timeoutMs ? { deadline: Date.now() + timeoutMs } : {};
      const through = gzip ? new Probe(address, grpc.credentials.createInsecure(), { ...limits, 'grpc.default_compression_algorithm': 2 }) : client;
      let headers = {};
      let trailers = {};
      const call = through[method](request, sent, options, (error, reply) => {
        if (error) return done(outcome(error));
        setImmediate(() => done({ code: 0, text: reply.text, tenant: reply.tenant, bytes: reply.payload.length, remaining: reply.remaining_milliseconds, headers, trailers }));
      });
      call.on('metadata', (m) => (headers = plain(m)));
      call.on('status', (s) => (trailers = plain(s.metadata)));
      running.set(id, call);
    },
    stream({ id, request, cancelAfter, timeoutMs, pauseMs }, done) {
      const call = client.Count(request, timeoutMs ? { deadline: Date.now() + timeoutMs } : {});
      const numbers = [];
      call.on('data', ({ number }) => {
        numbers.push(number);
        if (number === cancelAfter) call.cancel();
        if (number === 1 && pauseMs) { call.pause(); setTimeout(() => call.resume(), pauseMs); }
      });
      call.on('error', (error) => done({ ...outcome(error), numbers }));
      call.on('end', () => setImmediate(() => done({ code: 0, numbers })));
    },
    cancel({ call }) { running.get(call).cancel(); },
    many({ count }, done) {
      const one = (i) => new Promise((ok, no) => client.Echo({ text: `n${i}` }, (e, r) => (e ? no(e) : ok(r.text === `n${i}`))));
      Promise.all(Array.from({ length: count }, (_, i) => one(i))).then((all) => done({ code: 0, right: all.filter(Boolean).length }), (e) => done(outcome(e)));
    },
  };
  createInterface({ input: process.stdin }).on('line', (line) => {
    const command = JSON.parse(line);
    let told = false;
    makers[command.do](command, (answer) => { if (!told) { told = true; say({ id: command.id, ...answer }); } });
  }).on('close', () => process.exit(0));
  say({ ready: true });
}

if (process.argv[2] === 'server') serve();
else drive(process.argv[3]);
