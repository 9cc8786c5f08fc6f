import { connect } from 'node:net';
import { cpuOfProcess, cpuOfServer } from '../support/cpu.mjs';

// Load client, a process of its own: sends requests over so many connections, each as soon as the one before is
// answered, and prints what came of it as JSON. It parses no more of an answer than its end, to leave the CPU to the
// service. Argument: a JSON object { port, key, seconds, warmUp, connections: [[path, ...], ...], service: pid of the
// service, server: pid of its PostgreSQL, rate: requests a second that are offered; left out: as many as are answered }.

const { port, key, seconds, warmUp, connections, service, server, rate } = JSON.parse(process.argv[2]);
const HEAD_END = '\r\n\r\n';
const run = process.hrtime.bigint().toString(36);

let done = 0;
let failed = 0;
let isCounting = false;
let isEnding = false;
const times = [];
let sent = 0;

const everyMs = rate === undefined ? 0 : (connections.length * 1_000) / rate;
const lanes = connections.map((paths, number) => lane(paths, (number * everyMs) / connections.length));
await wait(warmUp);
isCounting = true;
const [serviceBefore, serverBefore] = [cpuOfProcess(service), cpuOfServer(server)];
const began = performance.now();
await wait(seconds);
isCounting = false;
const took = (performance.now() - began) / 1_000;
const cpu = { service: cpuOfProcess(service) - serviceBefore, server: cpuOfServer(server) - serverBefore };
isEnding = true;
await Promise.all(lanes);
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
console.log(JSON.stringify({ done, failed, seconds: took, p50: at(0.5), p99: at(0.99), cpu }));

function wait(length) {
  return new Promise((resolve) => setTimeout(resolve, length * 1_000));
}

/** Where a rate is offered, the time of an answer counts from when its request was due. */
function lane(paths, offset) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let answer = '';
    let started = 0;
    let turn = 0;
    const first = performance.now() + offset;
    const send = () => {
      if (isEnding) {
        socket.destroy();
        resolve();
        return;
      }
      started = everyMs === 0 ? performance.now() : first + turn * everyMs;
      const early = started - performance.now();
      if (early > 1) {
        setTimeout(send, early);
        return;
      }
      socket.write(requestOf(paths[turn % paths.length]));
      turn += 1;
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      const end = answerEnd(answer);
      if (end === null || answer.length < end) return;
      if (isCounting) {
        if (answer.startsWith('HTTP/1.1 200')) done += 1;
        else failed += 1;
        times.push(performance.now() - started);
      }
      answer = '';
      send();
    });
  });
}

function requestOf(path) {
  sent += 1;
  const body = JSON.stringify({ reason: `Restore drill ${sent} passed on staging`, measured: '12 minutes' });
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\nidempotency-key: ${run}-${sent}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** Length of the whole answer, null where its head is not there yet. */
function answerEnd(text) {
  const head = text.indexOf(HEAD_END);
  if (head < 0) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head));
  if (!length) throw new Error(`an answer without its length: ${text.slice(0, head)}`);
  return head + HEAD_END.length + Number(length[1]);
}
