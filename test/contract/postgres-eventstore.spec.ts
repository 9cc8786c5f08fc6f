import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase } from '../support/test-database.js';
import { eventStoreContract } from './eventstore.contract.js';

eventStoreContract('on PostgreSQL', async () => {
  const { database, close } = await createTestDatabase();
  return { store: new PostgresEventStore(database.append, database.read), close };
});
