import { IsKey, Line, Omittable, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';

export class CreateProjectBody {
  /** Unique in the tenant, whatever its case. */
  @IsKey()
  key!: string;

  /** Left out: the key. @example 'Payments API' */
  @Omittable()
  @Line({ max: 200 })
  name?: string;

  /** @example 'Takes card payments for the shop' */
  @Omittable()
  @Text({ max: 4000 })
  description?: string;
}

export class ChangeProjectBody {
  /** @example 'Payments API' */
  @Omittable()
  @Line({ max: 200 })
  name?: string;

  @Omittable()
  @Text({ min: 0, max: 4000 })
  description?: string;
}

export class CreatorBody {
  id!: string;
  /** @example 'human' */
  kind!: string;
}

/** What is to go to production. */
export class ProjectAnswerBody {
  /** @example 'prj_7fq2…' */
  id!: string;
  /** @example 'payments-api' */
  key!: string;
  /** @example 'Payments API' */
  name!: string;
  description!: string | null;
  created_at!: string;
  created_by!: CreatorBody;
  changed_at!: string;
  /** Position of its creation. */
  position!: number;
  /** Number of its newest event; the ETag. */
  sequence!: number;
}

export class ProjectWriteAnswer extends WriteAnswerBase {
  resource!: ProjectAnswerBody;
}

export class ProjectPage {
  data!: ProjectAnswerBody[];
  next_cursor!: string | null;
}
