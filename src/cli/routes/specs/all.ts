import type { RouteSpec } from '../route-spec.js';
import { ACCESS_ROUTES } from './access.js';
import { GATE_ROUTES } from './gates.js';
import { INTEGRATION_ROUTES } from './integrations.js';
import { ITEM_ROUTES } from './items.js';
import { LOG_ROUTES } from './log.js';
import { OPERATIONS_ROUTES } from './operations.js';
import { PROJECT_ROUTES } from './projects.js';

/** Every command that is one operation of the API. */
export const ROUTE_SPECS: readonly RouteSpec[] = [
  ...PROJECT_ROUTES,
  ...ITEM_ROUTES,
  ...GATE_ROUTES,
  ...LOG_ROUTES,
  ...ACCESS_ROUTES,
  ...OPERATIONS_ROUTES,
  ...INTEGRATION_ROUTES,
];
