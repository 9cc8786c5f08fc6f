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

export class SetAsidePath extends ItemPath {
  /** As the item shows it under `set_aside` or `pending_upgrade`. @example 'sas_2f8x…' */
  @Line({ max: 128 })
  id!: string;
}

export class WaiverPath extends ItemPath {
  /** @example 'wvr_7d2k…' */
  @Line({ max: 128 })
  waiver!: string;
}
