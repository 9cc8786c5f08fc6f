import { createServer } from 'node:http';

// A process of its own that takes deliveries: 204 after `delay` ms. It says its port, and when asked, what it took.

const { delay } = JSON.parse(process.argv[2]);
let [taken, open, mostOpen, outOfOrder, first, last] = [0, 0, 0, 0, 0, 0];
let body = '';
const newest = new Map();

const server = createServer((request, response) => {
  open += 1;
  mostOpen = Math.max(mostOpen, open);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    body = Buffer.concat(chunks).toString();
    const [, sequence] = /"sequence":"(\d+)"/.exec(body) ?? [];
    const [, subject] = /"subject":"([^"]+)"/.exec(body) ?? [];
    if (sequence <= newest.get(subject)) outOfOrder += 1;
    newest.set(subject, sequence);
    const answer = () => {
      open -= 1;
      taken += 1;
      last = performance.now();
      if (first === 0) first = last;
      response.writeHead(204).end();
    };
    if (delay > 0) setTimeout(answer, delay);
    else answer();
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', (asked) => {
  if (asked === 'anew') [taken, mostOpen, outOfOrder, first, last] = [0, 0, 0, 0, 0];
  if (asked === 'anew') newest.clear();
  process.send({ taken, mostOpen, outOfOrder, seconds: (last - first) / 1_000, body });
});
process.on('disconnect', () => process.exit());
