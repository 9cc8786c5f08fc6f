import type { JsonObject, RecordedEvent } from '../../../eventstore/event.js';
import { asAccessEvent, describeAccessEvent } from '../../access/access.events.js';
import { asAuditEvent, describeAuditEvent } from '../audit.events.js';
import { asChecklistEvent, describeChecklistEvent } from '../../checklists/checklist.events.js';
import { asLogEvent, describeLogEvent } from '../../log/log.events.js';
import { asRefusalEvent, describeRefusalEvent } from '../../../eventstore/refusal.events.js';
import { asConditionEvent, describeConditionEvent } from '../../conditions/condition.events.js';
import { asConnectionEvent, describeConnectionEvent } from '../../connections/connection.events.js';
import { asGateEvent, describeGateEvent } from '../../gates/gate.events.js';
import { asItemEvent } from '../../items/item.events.js';
import { describeItemEvent } from '../../items/item-words.events.js';
import { asPolicyEvent, describePolicyEvent } from '../../policies/policy.events.js';
import { asProjectionEvent, describeProjectionEvent } from '../../operations/projection.events.js';
import { asPrivacyEvent, describePrivacyEvent } from '../../privacy/privacy.events.js';
import { asProjectEvent, describeProjectEvent } from '../../projects/project.events.js';
import { asTenantEvent, describeTenantEvent } from '../../tenants/tenant.events.js';
import { asWebhookEvent, describeWebhookEvent } from '../../../integrations/webhooks/webhook.events.js';
import { asTemplateEvent, describeTemplateEvent } from '../../templates/template.events.js';

/**
 * What happened, in a line without the actor; the type where no feature knows the event. `accountName` is that of the
 * account whose stream it is, null where it is of none or has no name.
 */
export function describeEvent(event: RecordedEvent, accountName: string | null): string {
  const item = asItemEvent(event);
  if (item) {
    const isSeen = item.type === 'item.ticket_observed';
    const said = isSeen ? textMember(event.private ?? null, 'by') : reasonOf(event);
    return describeItemEvent(item, said, event.actor.kind);
  }
  const checklist = asChecklistEvent(event);
  if (checklist) return describeChecklistEvent(checklist);
  const project = asProjectEvent(event);
  if (project) return describeProjectEvent(project);
  const template = asTemplateEvent(event);
  if (template) return describeTemplateEvent(template);
  const access = asAccessEvent(event);
  if (access) {
    const { id } = event.stream;
    return describeAccessEvent(access, accountName === null ? id : `${accountName} (${id})`);
  }
  const projection = asProjectionEvent(event);
  if (projection) return describeProjectionEvent(event.stream.id, projection);
  return describeFurther(event) ?? event.type;
}

function describeFurther(event: RecordedEvent): string | null {
  const privacy = asPrivacyEvent(event);
  if (privacy) return describePrivacyEvent(privacy);
  const log = asLogEvent(event);
  if (log) return describeLogEvent(log);
  const condition = asConditionEvent(event);
  if (condition) return describeConditionEvent(condition);
  const connection = asConnectionEvent(event);
  if (connection) return describeConnectionEvent(connection);
  const gate = asGateEvent(event);
  if (gate) return describeGateEvent(gate);
  const policy = asPolicyEvent(event);
  if (policy) return describePolicyEvent(policy);
  const tenant = asTenantEvent(event);
  if (tenant) return describeTenantEvent(tenant);
  const webhook = asWebhookEvent(event);
  if (webhook) return describeWebhookEvent(webhook);
  const audit = asAuditEvent(event);
  if (audit) return describeAuditEvent(audit);
  const refusal = asRefusalEvent(event);
  return refusal && describeRefusalEvent(refusal);
}

/** The reason given, where there was one and it has not been erased. */
export function reasonOf(event: RecordedEvent): string | null {
  return textMember(event.private ?? null, 'reason');
}

/** A text member of a payload, null where it is not there. */
export function textMember(payload: JsonObject | null, name: string): string | null {
  const value = payload?.[name];
  return typeof value === 'string' ? value : null;
}
