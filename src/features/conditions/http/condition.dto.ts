import { IsBoolean } from 'class-validator';
import { Line, Omittable, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

export class ConditionPath {
  /** @example 'payments-api' */
  @Line({ max: 128 })
  project!: string;

  /** Key of the condition. @example 'self-hosted-database' */
  @Line({ max: 128 })
  condition!: string;
}

export class AnswerBody {
  /** @example false */
  @IsBoolean()
  answer!: boolean;

  /** Why. @example 'A managed service runs it' */
  @Text({ max: 4000 })
  reason!: string;
}

export class AgreeToAnswerBody {
  /** The answer that is agreed to. Needed where it was another one before; a different one is refused. @example false */
  @Omittable()
  @IsBoolean()
  answer?: boolean;

  /** @example 'Agreed in the review of 3 March' */
  @Omittable()
  @Text({ max: 4000 })
  reason?: string;
}

export class AnsweredBy {
  id!: string;
  /** @example 'human' */
  kind!: string;
}

export class ConditionItems {
  /** Items asked for where the answer is yes. @example 12 */
  yes!: number;
  /** Items asked for where the answer is no. @example 0 */
  no!: number;
}

/** A yes-or-no question that items stand under, with the project's answer. */
export class ConditionAnswerBody {
  /** @example 'self-hosted-database' */
  key!: string;
  /** @example 'Do you host the database yourself?' */
  question!: string;
  /** How later checklists put the question, where they do so in other words. */
  other_questions!: string[];
  /** Null while nobody has answered: everything is asked. */
  answer!: boolean | null;
  /** `open`, `pending` until a second person agrees, `approved`, or `relaxed` where the policy asked for none. While it is pending, what is required counts all the same. @example 'pending' */
  state!: string;
  answered_by!: AnsweredBy | null;
  answered_at!: string | null;
  /** Id of the second person. */
  approved_by!: string | null;
  approved_at!: string | null;
  items!: ConditionItems;
  /** Number of its newest event; the ETag. */
  sequence!: number;
}

export class ConditionWriteAnswer extends WriteAnswerBase {
  resource!: ConditionAnswerBody;
}

export class ConditionPage {
  data!: ConditionAnswerBody[];
  next_cursor!: string | null;
}
