/** Streams that each lane writes to in turn. */
export const STREAMS_PER_LANE = 16;

const TEXT = 'The restore drill on staging took twelve minutes; the backup of Monday night came back whole. ';

/** A payload that is 300 bytes of JSON, as an event of an item has it. */
export function payloadOf(lane, turn) {
  const payload = {
    project_key: 'payments-api',
    checklist_key: 'go-live',
    item_key: `ha-setup.test-${lane}`,
    effective_at: '2025-03-03T09:30:00.000Z',
    number: turn,
    wording_hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    title: '',
  };
  payload.title = TEXT.slice(0, Math.max(0, 300 - JSON.stringify(payload).length));
  return payload;
}

/** Which stream a lane writes to in a turn, and how many events that has by then. */
export function placeOf(lane, turn) {
  return { stream: `${lane}_${turn % STREAMS_PER_LANE}`, expected: Math.floor(turn / STREAMS_PER_LANE) };
}

let runs = 0;

/** A name that no measurement had before, so that each writes to streams of its own. */
export function freshName() {
  runs += 1;
  return `run${runs}`;
}
