import { MemoryEventStore } from '../../src/eventstore/memory-eventstore.js';
import { eventStoreContract } from './eventstore.contract.js';

eventStoreContract('in memory', async () => ({
  store: new MemoryEventStore(),
  close: async () => undefined,
}));
