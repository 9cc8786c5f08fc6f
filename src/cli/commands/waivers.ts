import type { Answer } from '../client/answer.js';
import { changeWaiver, requestWaiver } from '../client/waivers.js';
import type { ItemWaiverAnswer, WaiverWriteAnswer } from '../../features/items/http/item-answers.dto.js';
import { printAnswer, type View } from '../output/print.js';
import { seconds } from '../output/text.js';
import type { Host, Session } from './host.js';
import { withWriteFlags, writeOptions, type WriteFlags } from './options.js';
import { type ItemFlags, whichItem, withItemFlags } from './which-item.js';

interface RequestFlags extends ItemFlags, WriteFlags {
  readonly reason: string;
  readonly expiresAt: string;
  readonly scope?: string;
  readonly gate?: string;
}

interface ChangeFlags extends ItemFlags, WriteFlags {
  readonly reason?: string;
}

const waiversView: View<ItemWaiverAnswer> = {
  plural: 'waivers',
  table: [],
  csv: [
    { name: 'id', value: ({ id }) => id },
    { name: 'checklist', value: ({ checklist }) => checklist },
    { name: 'item', value: ({ item }) => item },
    { name: 'state', value: ({ state }) => state },
    { name: 'expires_at', value: ({ expires_at }) => expires_at },
  ],
};

/** `waiver request`, `waiver approve` and `waiver revoke`. */
export function addWaiver(host: Host): void {
  const waiver = host.group('waiver', 'ask for, approve or revoke an exception');
  const request = withItemFlags(
    host.command('request', 'ask for an exception', waiver).argument('<item>', 'key or id'),
  )
    .requiredOption('-r, --reason <text>', 'why it can be done without')
    .requiredOption('--expires-at <time>', 'when it runs out by itself (RFC 3339)')
    .option('--scope <text>', 'what it covers')
    .option('--gate <gate>', 'key of the gate that it is limited to; left out: all');
  withWriteFlags(request).action(
    host.act(async (session, item: string, flags: RequestFlags) => {
      const { reason, expiresAt, scope, gate } = flags;
      const ref = await whichItem(session.api, item, flags);
      const more = { ...(scope !== undefined && { scope }), ...(gate !== undefined && { gate }) };
      const body = { reason, expires_at: expiresAt, ...more };
      await show(session, await requestWaiver(session.api, ref, body, writeOptions(flags)));
    }),
  );
  for (const action of ['approve', 'revoke'] as const) {
    const words = action === 'approve' ? 'approve one, as a second person' : 'end one; needs a reason';
    const command = withItemFlags(
      host.command(action, words, waiver).argument('<item>', 'key or id').argument('<waiver>', 'id'),
    ).option('-r, --reason <text>', 'why');
    withWriteFlags(command).action(
      host.act(async (session, item: string, id: string, flags: ChangeFlags) => {
        const ref = await whichItem(session.api, item, flags);
        const body = flags.reason === undefined ? {} : { reason: flags.reason };
        await show(session, await changeWaiver(session.api, ref, id, action, body, writeOptions(flags)));
      }),
    );
  }
}

async function show(session: Session, answer: Answer<WaiverWriteAnswer>): Promise<void> {
  await printAnswer(session, answer, {
    view: waiversView,
    rows: ({ resource }) => [resource],
    words: ({ resource, position }) =>
      `The waiver ${resource.id} of ${resource.item} in ${resource.checklist} is ${resource.state}, ` +
      `until ${seconds(resource.expires_at)}; recorded at position ${position}\n`,
  });
}
