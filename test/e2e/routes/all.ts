import type { RouteTable } from '../support/route-spec.js';
import { ACCESS_ROUTES } from './access.js';
import { BATCH_ROUTES } from './batch.js';
import { CHECKLIST_ROUTES } from './checklists.js';
import { CONDITION_ROUTES } from './conditions.js';
import { EVENT_ROUTES } from './events.js';
import { GATE_ROUTES } from './gates.js';
import { HEALTH_ROUTES } from './health.js';
import { ITEM_ROUTES } from './items.js';
import { LOG_EPOCH_ROUTES, LOG_ROUTES } from './log.js';
import { OPERATIONS_ROUTES } from './operations.js';
import { PRIVACY_ROUTES } from './privacy.js';
import { POLICY_ROUTES } from './policies.js';
import { PROJECT_ROUTES } from './projects.js';
import { READINESS_ROUTES } from './readiness.js';
import { TEMPLATE_IMPORT_ROUTES } from './template-import.js';
import { TENANT_ROUTES } from './tenants.js';
import { TEMPLATE_ROUTES } from './templates.js';
import { TICKETING_ROUTES } from './ticketing.js';
import { WAIVER_ROUTES } from './waivers.js';
import { WEBHOOK_ROUTES } from './webhooks.js';

/** Every table of routes; each has a spec that tests its errors with `describeRoutes`. */
export const ALL_ROUTES: RouteTable = {
  ...ACCESS_ROUTES,
  ...BATCH_ROUTES,
  ...CHECKLIST_ROUTES,
  ...CONDITION_ROUTES,
  ...EVENT_ROUTES,
  ...GATE_ROUTES,
  ...HEALTH_ROUTES,
  ...ITEM_ROUTES,
  ...LOG_ROUTES,
  ...LOG_EPOCH_ROUTES,
  ...OPERATIONS_ROUTES,
  ...PRIVACY_ROUTES,
  ...POLICY_ROUTES,
  ...PROJECT_ROUTES,
  ...READINESS_ROUTES,
  ...TEMPLATE_IMPORT_ROUTES,
  ...TEMPLATE_ROUTES,
  ...TICKETING_ROUTES,
  ...TENANT_ROUTES,
  ...WAIVER_ROUTES,
  ...WEBHOOK_ROUTES,
};
