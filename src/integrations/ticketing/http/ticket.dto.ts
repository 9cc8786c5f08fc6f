import { ItemPath } from '../../../features/items/items.module.js';
import { Line, Omittable, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

export class NewTicketBody {
  /** Key or id of the connection. @example 'ops-redmine' */
  @Line({ max: 128 })
  connection!: string;

  /** URL or key of a ticket that is there; without it one is made. @example 'https://redmine.example.org/issues/12' */
  @Omittable()
  @Line({ max: 2048 })
  ticket?: string;
}

export class UnlinkBody {
  /** @example 'It is about something else' */
  @Omittable()
  @Text({ max: 4000 })
  reason?: string;
}

export class TicketPath extends ItemPath {
  /** @example 'tkt_4m1r…' */
  @Line({ max: 128 })
  ticket!: string;
}

/** A ticket as its item shows it. */
export class ItemTicket {
  /** @example 'tkt_4m1r…' */
  id!: string;
  /** @example 'con_8b6v…' */
  connection!: string;
  /** @example 'redmine' */
  system!: string | null;
  /** Null while it is only asked for. @example '#12' */
  key!: string | null;
  /** @example 'https://redmine.example.org/issues/12' */
  url!: string | null;
  /** `requested`, `open`, `in_progress`, `done` or `rejected`. @example 'requested' */
  state!: string;
  status!: string | null;
  rule!: string | null;
  effect!: string | null;
  /** When its status changed there last. */
  changed_at!: string | null;
  /** When it was over there; null while it is not, and where it was so before it was linked. */
  closed_at!: string | null;
  /** Who closed it, as the other system calls them; null where it does not say, and where that was erased. @example 'ana' */
  closed_by!: string | null;
  requested_at!: string;
}

export class TicketWriteAnswer extends WriteAnswerBase {
  resource!: ItemTicket;
}

export class ItemTickets {
  /** Key of the item. @example 'ha-setup.test-the-restore' */
  item!: string;
  tickets!: ItemTicket[];
}

export class UnlinkAnswer extends WriteAnswerBase {
  resource!: ItemTickets;
}

export class TicketPage {
  data!: ItemTicket[];
  next_cursor!: string | null;
}
