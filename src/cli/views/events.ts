import type { EventAnswer, EventAttested } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';

/** As CSV, events have the columns that the service gives them. */
export const eventsView: View<EventAnswer> = {
  plural: 'events',
  table: [
    { title: 'POSITION', value: ({ position }) => position },
    { title: 'RECORDED', value: ({ created_at: at }) => seconds(at) },
    { title: 'TYPE', value: ({ type }) => type, isOptional: true },
    { title: 'ACTOR', value: ({ actor }) => actor.name ?? actor.id, isFlexible: true, isOptional: true },
    { title: 'SUMMARY', value: ({ summary }) => summary, isFlexible: true },
  ],
  csv: [
    { name: 'position', value: ({ position }) => position },
    { name: 'created_at', value: ({ created_at: at }) => at },
    { name: 'type', value: ({ type }) => type },
    { name: 'summary', value: ({ summary }) => summary },
    { name: 'actor_id', value: ({ actor }) => actor.id },
    { name: 'actor_kind', value: ({ actor }) => actor.kind },
    { name: 'actor_name', value: ({ actor }) => actor.name },
    { name: 'project', value: ({ project }) => project },
    { name: 'checklist', value: ({ subject }) => subject.checklist },
    { name: 'item', value: ({ subject }) => subject.item },
    { name: 'before', value: ({ before }) => json(before) },
    { name: 'after', value: ({ after }) => json(after) },
    { name: 'reason', value: ({ reason }) => reason },
    { name: 'attested', value: ({ attested }) => attested && attestedWords(attested) },
    { name: 'outcome', value: ({ outcome }) => outcome },
    { name: 'origin', value: ({ origin }) => origin },
    { name: 'aggregate_type', value: ({ aggregate }) => aggregate.type },
    { name: 'aggregate_id', value: ({ aggregate }) => aggregate.id },
    { name: 'sequence', value: ({ sequence }) => sequence },
    { name: 'id', value: ({ id }) => id },
    { name: 'request_id', value: ({ request_id: id }) => id },
    { name: 'correlation_id', value: ({ correlation_id: id }) => id },
    { name: 'payload', value: ({ payload }) => json(payload) },
    { name: 'private', value: (event) => json(event.private) },
    { name: 'erased_by', value: ({ erased_by: by }) => by },
  ],
};

function attestedWords(attested: EventAttested): string {
  return (['by_service', 'by_owner', 'in_bulk'] as const).filter((name) => attested[name] === true).join(' ');
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
