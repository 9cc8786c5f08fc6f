import type { ConnectionTarget } from '../../src/database/connection.js';

/** The migrated database that test files copy. */
export const TEMPLATE_DATABASE = 'clearance_template';

/** What DATABASE_URL would say for a database of the test server; its logins are the same for all of them. */
export function testTarget(superuser: ConnectionTarget, database: string): ConnectionTarget {
  return { ...superuser, database, user: 'clearance_test', password: 'a password of the tests alone' };
}
