import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import type { AnswerHeaders } from '../../../http/answer.js';
import type { RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import type { ItemAnswer } from '../commands/run-on-item.js';
import { GetItemAt } from '../queries/get-item-at.js';
import { GetItem } from '../queries/get-item.js';
import type { ItemView } from '../queries/item-view.js';
import type { ItemWriteAnswer } from './item-answers.dto.js';

/** Answers a write on an item with the item as that write left it. */
@Injectable()
export class ItemAnswerer {
  constructor(private readonly queries: QueryBus) {}

  async answer(done: ItemAnswer, context: RequestContext, answer: AnswerHeaders): Promise<ItemWriteAnswer> {
    return writeAnswer(done.appended, await this.item(done, context, answer));
  }

  /** The item behind a write; sets its ETag. */
  async item(done: ItemAnswer, context: RequestContext, answer: AnswerHeaders): Promise<ItemView> {
    const { tenant } = context.principal;
    const { value, setAside } = await this.read(done, tenant);
    // What this write brought about, not what others have done since: its ETag is a promise about what was seen.
    const own = done.appended.events.at(-1);
    const resource =
      own === undefined || setAside !== null || value.sequence === own.sequence
        ? value
        : await this.queries.execute(new GetItemAt(tenant, done.ids, own.position));
    answer.setAside(setAside).etag(own?.sequence ?? resource.sequence);
    return resource;
  }

  private async read(
    done: ItemAnswer,
    tenant: string,
  ): Promise<{ value: ItemView; setAside: number | null }> {
    try {
      return await readAfterWrite(
        (consistency) => this.queries.execute(new GetItem(tenant, done.ids, consistency)),
        done.appended.events.at(-1)?.position,
      );
    } catch (error) {
      return { value: await this.gone(done, tenant, error), setAside: null };
    }
  }

  /** An item that the write took away, when a second person agreed to an upgrade that removes it, as it was. */
  private async gone({ appended, ids }: ItemAnswer, tenant: string, error: unknown): Promise<ItemView> {
    const own = appended.events.at(-1);
    if (own?.type !== 'item.set_aside_approved' || !(error instanceof Refusal)) throw error;
    const before = await this.queries.execute(new GetItemAt(tenant, ids, own.position - 1));
    return { ...before, sequence: own.sequence };
  }
}
