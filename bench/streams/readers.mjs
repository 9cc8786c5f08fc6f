import { get } from 'node:http';
import { connect } from 'node:net';
import { createGunzip } from 'node:zlib';

// Readers of the stream of events, a process of their own: so many connections, each read into one buffer that all share
// and looked at no more than it takes to know the newest id; every fiftieth reader looks at each of its events. Argument:
// a JSON object { port, key, count, isZipped }. Readers who ask for gzip only count bytes, but for each fiftieth. Says { open } once all are open; asked for anything, it says how far they are.

const { port, key, count, isZipped } = JSON.parse(process.argv[2]);
const LOOKS_AT_ALL = 50;
const LONGEST_ID = 24;
const ID = Buffer.from('\nid: ');
const REQUEST = `GET /v1/events/stream HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n${
  isZipped ? 'accept-encoding: gzip\r\n' : ''
}\r\n`;

const buffer = Buffer.allocUnsafe(1 << 20);
const readers = Array.from({ length: count }, (_, index) => ({
  index,
  isOpen: false,
  last: -1,
  tail: '',
  bytes: 0,
  seen: 0,
  faults: 0,
  text: '',
}));
const delays = [];
let opened = 0;

for (const reader of readers)
  if (isZipped && reader.index % LOOKS_AT_ALL === 0) unzipped(reader);
  else raw(reader);

function unzipped(reader) {
  const headers = { authorization: `Bearer ${key}`, 'accept-encoding': 'gzip' };
  get({ port, host: '127.0.0.1', path: '/v1/events/stream', headers, agent: false }, (answer) => {
    if (answer.statusCode !== 200) throw new Error(`a stream was not opened: ${answer.statusCode}`);
    note(reader);
    answer.pipe(createGunzip()).on('data', (bytes) => look(reader, bytes));
    answer.on('data', (bytes) => (reader.bytes += bytes.length));
  });
}

function raw(reader) {
  const socket = connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer,
      callback: (length, bytes) => {
        take(reader, bytes.subarray(0, length));
        return true;
      },
    },
  });
  socket.on('connect', () => socket.write(REQUEST));
  socket.on('error', (error) => {
    throw error;
  });
  socket.on('close', () => {
    throw new Error('the service ended a stream');
  });
}

process.on('message', () => {
  const asked = readers.filter(({ index }) => !isZipped || index % LOOKS_AT_ALL === 0);
  const lasts = asked.map(({ last }) => last);
  delays.sort((a, b) => a - b);
  const at = (share) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? null;
  process.send({
    least: Math.min(...lasts),
    bytes: readers.reduce((sum, { bytes }) => sum + bytes, 0),
    faults: readers.reduce((sum, { faults }) => sum + faults, 0),
    p50: at(0.5),
    p99: at(0.99),
  });
});

function take(reader, bytes) {
  if (!reader.isOpen) {
    const text = bytes.toString('latin1');
    if (!text.startsWith('HTTP/1.1 200')) throw new Error(`a stream was not opened: ${text}`);
    note(reader);
  }
  reader.bytes += bytes.length;
  if (!isZipped) look(reader, bytes);
}

function note(reader) {
  reader.isOpen = true;
  opened += 1;
  if (opened === count) process.send({ open: opened });
}

function look(reader, bytes) {
  const from = bytes.lastIndexOf(ID);
  // An id that two pieces share is looked for in the end of the one before.
  const text =
    from < 0
      ? reader.tail + bytes.toString('latin1', 0, LONGEST_ID)
      : bytes.toString('latin1', from, from + LONGEST_ID);
  const id = /\nid: (\d+)\n/.exec(text)?.[1];
  if (id !== undefined) reader.last = Number(id);
  reader.tail = bytes.toString('latin1', Math.max(0, bytes.length - LONGEST_ID));
  if (reader.index % LOOKS_AT_ALL === 0) lookAtAll(reader, bytes.toString('latin1'));
}

function lookAtAll(reader, text) {
  const now = Date.now();
  const lines = (reader.text + text).split('\n');
  reader.text = lines.pop();
  for (const line of lines) {
    const id = /^id: (\d+)$/.exec(line)?.[1];
    if (id !== undefined) {
      if (reader.seen !== 0 && Number(id) !== reader.seen + 1) reader.faults += 1;
      reader.seen = Number(id);
      continue;
    }
    const created = /"created_at":"([^"]+)"/.exec(line)?.[1];
    if (created !== undefined) delays.push(now - Date.parse(created));
  }
}
