import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
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
    const { projectId, checklistId, itemId } = done.ids;
    const ref = { project: projectId, checklist: checklistId, item: itemId };
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new GetItem(context.principal.tenant, ref, consistency)),
    );
    // What this write brought about, not what others have done since: its ETag is a promise about what was seen.
    const own = done.appended.events.at(-1);
    const resource =
      own === undefined || setAside !== null || value.sequence === own.sequence
        ? value
        : await this.queries.execute(new GetItemAt(context.principal.tenant, done.ids, own.position));
    answer.setAside(setAside).etag(own?.sequence ?? resource.sequence);
    return resource;
  }
}
