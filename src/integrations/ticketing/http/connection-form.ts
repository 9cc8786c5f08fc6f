import { Injectable } from '@nestjs/common';
import { EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { accountStream, asAccessEvent } from '../../../features/access/access.events.js';
import type { ConnectionPlace, ConnectionRules } from '../../../features/connections/connection.events.js';
import type { JsonValue } from '../../../transparency/canonical-json.js';
import { TICKET_STATES, type TicketState } from '../../../features/items/item-tickets.events.js';
import { resolveProject } from '../../../features/projects/projects.module.js';
import { OutboundClient } from '../../outbound/outbound-client.js';
import { OutboundRefused } from '../../outbound/outbound-errors.js';
import { faultInDefinition } from '../generic/check-definition.js';
import { checkTemplate, TemplateFailed } from '../template.js';
import type { ConnectionChangeBody } from './connection.dto.js';

export interface Described {
  readonly rules: ConnectionRules;
  readonly place: ConnectionPlace;
}

/** A new connection asks for nothing by itself and attests nothing. */
const NEW: ConnectionRules = {
  active: true,
  rules: [],
  projects: null,
  levels: null,
  on_settled: 'close',
  on_reopened: 'reopen',
  on_done: 'propose',
  tell_reasons: true,
  states: {},
  status_for: {},
  poll_seconds: 60,
};

/** Reads what a caller wrote of a connection into what it is to be; refuses (invalid) what makes no sense. */
@Injectable()
export class ConnectionForm {
  constructor(
    private readonly store: EventStore,
    private readonly client: OutboundClient,
  ) {}

  /** `before` null: a new one. */
  async read(
    tenant: string,
    body: ConnectionChangeBody,
    before: Described | null,
    key: string,
  ): Promise<Described> {
    const rules = before?.rules ?? NEW;
    const place = before?.place;
    const base_url = (body.base_url ?? place?.base_url ?? '').replace(/\/+$/, '');
    this.checkPlace(base_url);
    if (body.people) await this.checkPeople(tenant, body.people);
    const described: Described = {
      rules: {
        active: body.active ?? rules.active,
        rules: body.rules ?? rules.rules,
        projects: body.projects ? await this.projects(tenant, body.projects) : rules.projects,
        levels: body.levels ? orAll(body.levels) : rules.levels,
        on_settled: body.on_settled ?? rules.on_settled,
        on_reopened: body.on_reopened ?? rules.on_reopened,
        on_done: body.on_done ?? rules.on_done,
        tell_reasons: body.tell_reasons ?? rules.tell_reasons,
        states: body.states ? states(body.states) : rules.states,
        status_for: body.status_for ? statusFor(body.status_for) : rules.status_for,
        poll_seconds: body.poll_seconds ?? rules.poll_seconds,
      },
      place: {
        name: body.name ?? place?.name ?? key,
        base_url,
        target: body.target ?? place?.target ?? {},
        people: body.people?.map(({ user, member }) => ({ user, member })) ?? place?.people ?? [],
        fields: body.fields ?? place?.fields ?? {},
        title: body.title === undefined ? (place?.title ?? null) : body.title || null,
        text: body.text === undefined ? (place?.text ?? null) : body.text || null,
        definition:
          (body.definition as { [name: string]: JsonValue } | undefined) ?? place?.definition ?? null,
      },
    };
    checkTemplates(described.place);
    return described;
  }

  private checkPlace(url: string): void {
    try {
      this.client.checkUrl(url);
    } catch (error) {
      if (error instanceof OutboundRefused) throw new Refusal('invalid', error.message, '/base_url');
      throw error;
    }
  }

  private async projects(tenant: string, refs: readonly string[]): Promise<string[] | null> {
    const ids: string[] = [];
    for (const [index, ref] of refs.entries())
      ids.push(
        await resolveProject(this.store, tenant, ref).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          throw new Refusal('invalid', error.message, `/projects/${index}`);
        }),
      );
    return orAll([...new Set(ids)]);
  }

  private async checkPeople(tenant: string, people: readonly { readonly member: string }[]): Promise<void> {
    const streams = people.map(({ member }) => accountStream(member));
    const accounts = await this.store.readStreams(tenant, streams);
    for (const [index, events] of accounts.entries()) {
      const added = events[0] && asAccessEvent(events[0]);
      if (added?.type !== 'access.account_added' || added.payload.kind !== 'human')
        throw new Refusal('invalid', `"${people[index]?.member}" is no member`, `/people/${index}/member`);
    }
  }
}

function orAll<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}

function states(given: Readonly<Record<string, string>>): Record<string, TicketState> {
  return Object.fromEntries(
    Object.entries(given).map(([status, name]) => {
      const state = TICKET_STATES.find((one) => one === name && one !== 'requested');
      if (state === undefined)
        throw new Refusal('invalid', 'a state is open, in_progress, done or rejected', '/states');
      return [status.trim().toLowerCase(), state];
    }),
  );
}

function statusFor(given: Readonly<Record<string, string>>): { open?: string; done?: string } {
  for (const name of Object.keys(given))
    if (name !== 'open' && name !== 'done')
      throw new Refusal('invalid', 'tickets are put into open and done alone', '/status_for');
  return given;
}

function checkTemplates({ target, title, text, fields, definition }: ConnectionPlace): void {
  const check = (template: string, pointer: string): void => {
    try {
      checkTemplate(template);
    } catch (error) {
      if (!(error instanceof TemplateFailed)) throw error;
      throw new Refusal('invalid', `this is no template: ${error.message}`, pointer);
    }
  };
  const { item_url: page } = target;
  if (page !== undefined && !/^https?:\/\//.test(page))
    throw new Refusal('invalid', 'target.item_url begins with https:// or http://', '/target/item_url');
  if (page !== undefined) check(page, '/target/item_url');
  if (title !== null) check(title, '/title');
  if (text !== null) check(text, '/text');
  for (const [name, template] of Object.entries(fields)) check(template, `/fields/${name}`);
  const fault = definition === null ? null : faultInDefinition(definition);
  if (fault)
    throw new Refusal('invalid', `the definition is wrong: it ${fault.why}`, `/definition${fault.pointer}`);
}
