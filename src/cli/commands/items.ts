import { itemHistory, listItems } from '../client/items.js';
import { printList } from '../output/print.js';
import { eventsView } from '../views/events.js';
import { itemsView } from '../views/items.js';
import type { Host } from './host.js';
import { type ItemFlags, whichItem, withItemFlags } from './which-item.js';

interface ItemsFlags {
  readonly project: string;
  readonly checklist?: string;
  readonly status?: string;
  readonly level?: string;
  readonly phase?: string;
  readonly section?: string;
}

export function addItems(host: Host): void {
  host
    .command('items', "list a project's items in document order")
    .requiredOption('-p, --project <project>', 'key or id')
    .option('-c, --checklist <checklist>', 'key or id')
    .option('--status <status>', 'open, checked, failed, not_applicable')
    .option('--level <level>', 'required, recommended, optional')
    .option('--phase <phase>', 'before, go-live, after')
    .option('--section <section>', 'key of a section')
    .action(
      host.act(async (session, { project, checklist, status, level, phase, section }: ItemsFlags) => {
        const filter = { checklist, status, level, phase, section };
        await printList(session, itemsView, listItems(session.api, project, filter));
      }),
    );
}

export function addHistory(host: Host): void {
  const history = host
    .command('history', 'list everything that was recorded of an item, oldest first')
    .argument('<item>', 'key or id');
  withItemFlags(history).action(
    host.act(async (session, item: string, flags: ItemFlags) => {
      const ref = await whichItem(session.api, item, flags);
      await printList(session, eventsView, itemHistory(session.api, ref));
    }),
  );
}
