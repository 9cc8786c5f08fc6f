import { Line } from '../../../http/validators.js';

/** Which item a path means. Each member is a key or an id. */
export class ItemPath {
  /** @example 'payments-api' */
  @Line({ max: 128 })
  project!: string;

  /** @example 'go-live' */
  @Line({ max: 128 })
  checklist!: string;

  /** @example 'ha-setup.test-the-restore' */
  @Line({ max: 128 })
  item!: string;
}
