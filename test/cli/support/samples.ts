import type { EventAnswer } from '../../../src/features/audit/http/event.dto.js';
import type { ChecklistAnswerBody } from '../../../src/features/checklists/http/checklist.dto.js';
import type { ItemAnswerBody } from '../../../src/features/items/http/item-answers.dto.js';
import type { FailedEventBody } from '../../../src/features/operations/http/failed-events.dto.js';
import type { RebuildAnswer } from '../../../src/features/operations/http/operations.dto.js';
import type { ProjectAnswerBody } from '../../../src/features/projects/http/project.dto.js';
import type { ReadinessBody } from '../../../src/features/readiness/http/readiness.dto.js';
import type {
  ImportAnswer,
  TemplateSummaryAnswer,
} from '../../../src/features/templates/http/template-answers.dto.js';

const AT = '2025-03-03T10:00:00.123456Z';
const ANA = { id: 'mem_ana', kind: 'human', name: 'Ana' };

/** Answers as the service gives them, with some members changed. */
export function item(changed: Partial<ItemAnswerBody> = {}): ItemAnswerBody {
  return {
    id: 'itm_1',
    key: 'ha-setup.test-the-restore',
    title: 'Test the restore',
    description: null,
    links: [],
    status: 'open',
    derived: [],
    level: 'required',
    phase: 'before',
    section: { key: 'ha-setup', title: 'HA Setup' },
    checklist: 'go-live',
    parent: null,
    settled_by: null,
    when: null,
    recurs_days: null,
    attested_until: null,
    human_only: false,
    summary: null,
    threshold: null,
    invariant: false,
    owners: [],
    due_on: null,
    claimed: false,
    imported_claim: null,
    checked_by: null,
    checked_at: null,
    decision: null,
    measured: null,
    evidence: [],
    set_aside: null,
    pending_upgrade: null,
    waiver: null,
    waivers: [],
    tickets: [],
    comments: 0,
    wording_hash: 'aa',
    sequence: 0,
    ...changed,
  };
}

export function checkedItem(changed: Partial<ItemAnswerBody> = {}): ItemAnswerBody {
  return item({
    status: 'checked',
    decision: { status: 'checked', by: ANA, at: AT, effective_at: AT, reason: 'drill passed', position: 42 },
    checked_by: ANA,
    checked_at: AT,
    sequence: 1,
    ...changed,
  });
}

export function event(changed: Partial<EventAnswer> = {}): EventAnswer {
  return {
    position: 42,
    id: 'evt_1',
    type: 'item.checked',
    revision: 1,
    aggregate: { type: 'item', id: 'itm_1' },
    sequence: 1,
    project: 'payments-api',
    project_id: 'prj_1',
    subject: { checklist: 'go-live', item: 'ha-setup.test-the-restore' },
    attested: { by_service: false, by_owner: false, in_bulk: false },
    before: { status: 'open' },
    after: { status: 'checked' },
    reason: null,
    actor: ANA,
    credential_id: 'key_1',
    auth_method: 'api_key',
    outcome: 'success',
    created_at: AT,
    origin: 'api',
    request_id: 'req-1',
    correlation_id: 'cor-1',
    causation_id: null,
    payload: {},
    private: null,
    erased: false,
    erased_by: null,
    summary: 'Ana checked “Test the restore” (was open)',
    ...changed,
  };
}

export function checklist(changed: Partial<ChecklistAnswerBody> = {}): ChecklistAnswerBody {
  return {
    id: 'chk_1',
    key: 'go-live',
    title: 'Go-live',
    template: { id: 'tpl_1', key: 'small-server', version: 2, content_hash: 'bb' },
    items: 39,
    state: 'open',
    closed_at: null,
    applied_at: AT,
    applied_by: { id: 'mem_ana', kind: 'human' },
    position: 7,
    sequence: 1,
    ...changed,
  };
}

export function project(changed: Partial<ProjectAnswerBody> = {}): ProjectAnswerBody {
  return {
    id: 'prj_1',
    key: 'payments-api',
    name: 'Payments API',
    description: null,
    created_at: AT,
    created_by: { id: 'mem_ana', kind: 'human' },
    changed_at: AT,
    position: 3,
    sequence: 1,
    ...changed,
  };
}

export function template(changed: Partial<TemplateSummaryAnswer> = {}): TemplateSummaryAnswer {
  return {
    id: 'tpl_1',
    key: 'small-server',
    title: 'Small server',
    description: null,
    version: 2,
    newest_version: 2,
    content_hash: 'bb',
    counts: { items: 39, sections: 5, sign_offs: 0 },
    source: null,
    published_at: AT,
    published_by: { id: 'mem_ana', kind: 'human' },
    position: 2,
    sequence: 2,
    ...changed,
  };
}

export function imported(changed: Partial<ImportAnswer> = {}): ImportAnswer {
  return {
    template: { id: 'tpl_1', key: 'go-live', version: 1, title: 'Go-live', sections: [], sign_offs: [] },
    counts: { items: 2, sections: 1, sign_offs: 4 },
    diagnostics: [],
    matches: { kept: [], reworded: [], moved: [], added: [], removed: [] },
    dry_run: false,
    position: 5,
    events: [{ id: 'evt_1', type: 'template.version_published', position: 5 }],
    receipt: null,
    ...changed,
  };
}

export function readiness(changed: Partial<ReadinessBody> = {}): ReadinessBody {
  return {
    project: 'payments-api',
    gate: 'go-live',
    gate_version: 0,
    verdict: 'not_ready',
    score: 0.9996,
    counts: { total: 39, applicable: 38, checked: 33, open: 4, failed: 1, not_applicable: 1, waived: 0 },
    reasons: [
      {
        code: 'item_open',
        item: 'ha-setup.test-the-restore',
        checklist: 'go-live',
        role: null,
        message: '“Test the restore” in go-live is open',
      },
    ],
    by_section: [],
    by_level: [],
    by_phase: [],
    attested: { by_humans: 30, by_services: 3, by_owners: 0, in_bulk: 0, without_evidence: 12 },
    sign_offs: [],
    conditions: [],
    policy: { four_eyes: 'required', relaxed: [] },
    position: 42,
    as_of: AT,
    valid_until: null,
    digest: 'cc',
    ...changed,
  };
}

export function rebuild(changed: Partial<RebuildAnswer> = {}): RebuildAnswer {
  return {
    projection: 'items',
    state: 'running',
    tenant: 'default',
    position: 0,
    target: 1000,
    progress: 0,
    rate: null,
    remaining_seconds: null,
    differences: [],
    swapped: false,
    started_at: AT,
    finished_at: null,
    error: null,
    ...changed,
  };
}

export function failedEvent(changed: Partial<FailedEventBody> = {}): FailedEventBody {
  return {
    id: 'items.42',
    projection: 'items',
    version: 1,
    position: 42,
    partition: 'prj_1',
    event_id: '01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11',
    event_type: 'item.failed',
    project: 'prj_1',
    failure_count: 2,
    error: 'Error: a row too many',
    first_failed_at: AT,
    last_failed_at: AT,
    retry_at: AT,
    state: 'retrying',
    ...changed,
  };
}

/** The answer to a write. */
export function written(resource: object): object {
  return { position: 42, events: [{ id: 'evt_1', type: 'item.checked', position: 42 }], resource };
}
