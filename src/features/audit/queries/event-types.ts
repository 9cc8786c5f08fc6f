import { AUDIT_EVENT_TYPES } from '../audit.events.js';
import { ACCESS_EVENT_TYPES } from '../../access/access.events.js';
import { REFUSAL_EVENT_TYPES } from '../../../eventstore/refusal.events.js';
import { CHECKLIST_EVENT_TYPES } from '../../checklists/checklist.events.js';
import { CONDITION_EVENT_TYPES } from '../../conditions/condition.events.js';
import { CONNECTION_EVENT_TYPES } from '../../connections/connection.events.js';
import { EVALUATION_TYPE, GATE_EVENT_TYPES } from '../../gates/gate.events.js';
import { ITEM_EVENT_TYPES } from '../../items/item.events.js';
import { LOG_EVENT_TYPES } from '../../log/log.events.js';
import { PRIVACY_EVENT_TYPES } from '../../privacy/privacy.events.js';
import { POLICY_EVENT_TYPES } from '../../policies/policy.events.js';
import { PROJECTION_EVENT_TYPES } from '../../operations/projection.events.js';
import { PROJECT_EVENT_TYPES } from '../../projects/project.events.js';
import { TENANT_EVENT_TYPES } from '../../tenants/tenant.events.js';
import { WEBHOOK_EVENT_TYPES } from '../../../integrations/webhooks/webhook.events.js';
import { TEMPLATE_EVENT_TYPES } from '../../templates/template.events.js';

/** Every type of event that a feature records, by name. */
export const EVENT_TYPES: readonly string[] = [
  ...ACCESS_EVENT_TYPES,
  ...AUDIT_EVENT_TYPES,
  ...CHECKLIST_EVENT_TYPES,
  ...CONDITION_EVENT_TYPES,
  ...CONNECTION_EVENT_TYPES,
  ...GATE_EVENT_TYPES,
  EVALUATION_TYPE,
  ...ITEM_EVENT_TYPES,
  ...LOG_EVENT_TYPES,
  ...PRIVACY_EVENT_TYPES,
  ...POLICY_EVENT_TYPES,
  ...REFUSAL_EVENT_TYPES,
  ...PROJECT_EVENT_TYPES,
  ...PROJECTION_EVENT_TYPES,
  ...TEMPLATE_EVENT_TYPES,
  ...TENANT_EVENT_TYPES,
  ...WEBHOOK_EVENT_TYPES,
].sort();

/** The aggregates: what stands before the dot, and the receipts of gates. */
export const AGGREGATE_TYPES: readonly string[] = [
  ...new Set([...EVENT_TYPES.map((type) => type.split('.')[0] ?? ''), 'receipt']),
].sort();
