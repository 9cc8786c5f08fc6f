import { built } from '../support/dist.mjs';

// The service as it is, but with a transaction of its own for every command: what group commit is compared with.

/** All connections that the service has for appends. */
const CONNECTIONS = 4;

const { GroupCommitter } = await built('eventstore/group-committer.js');
const { submit } = GroupCommitter.prototype;
GroupCommitter.prototype.submit = function submitAlone(append) {
  this.limits = { events: 1, size: 1, shared: 1, concurrency: CONNECTIONS };
  return submit.call(this, append);
};
const { run } = await built('run-service.js');
await run(process.argv.slice(2));
