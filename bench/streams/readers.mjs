import { connect } from 'node:net';

// Readers of the stream of events, a process of their own: so many connections, each read into one buffer that all share
// and looked at no more than it takes to know the newest id; every fiftieth reader looks at each of its events. Argument:
// a JSON object { port, key, count }. Says { open } once all are open; asked for anything, it says how far they are.

const { port, key, count } = JSON.parse(process.argv[2]);
const LOOKS_AT_ALL = 50;
const LONGEST_ID = 24;
const ID = Buffer.from('\nid: ');
const REQUEST = `GET /v1/events/stream HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n\r\n`;

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

for (const reader of readers) {
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
  const lasts = readers.map(({ last }) => last);
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
    reader.isOpen = true;
    opened += 1;
    if (opened === count) process.send({ open: opened });
  }
  reader.bytes += bytes.length;
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
