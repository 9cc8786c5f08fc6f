export type ChecklistErrorCode =
  | 'checklist_unreadable'
  | 'checklist_too_large'
  | 'checklist_too_deep'
  | 'checklist_too_complex'
  | 'checklist_bad_map';

/**
 * A text that cannot be taken as a checklist, with words for the person who sent it. `line` is
 * the first line (from 1) where the refusal became certain, when there is one.
 */
export class ChecklistError extends Error {
  readonly code: ChecklistErrorCode;
  readonly line: number | undefined;

  constructor(code: ChecklistErrorCode, message: string, line?: number) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.line = line;
  }
}

/** The bytes are no UTF-8 text, or hold U+0000. */
export class ChecklistUnreadable extends ChecklistError {
  constructor(message: string, line?: number) {
    super('checklist_unreadable', message, line);
  }
}

/** More bytes, lines or items than a checklist may have. */
export class ChecklistTooLarge extends ChecklistError {
  constructor(message: string, line?: number) {
    super('checklist_too_large', message, line);
  }
}

/** Items nested deeper than a checklist may have. */
export class ChecklistTooDeep extends ChecklistError {
  constructor(message: string, line?: number) {
    super('checklist_too_deep', message, line);
  }
}

/** Reading the text took longer, or more memory, than a checklist may need. */
export class ChecklistTooComplex extends ChecklistError {
  constructor(message: string, line?: number) {
    super('checklist_too_complex', message, line);
  }
}

/** A `map` entry that names an item that is not there, or one item twice. */
export class ChecklistBadMap extends ChecklistError {
  constructor(message: string, line?: number) {
    super('checklist_bad_map', message, line);
  }
}

/** As many texts as may wait are waiting to be read; nothing is wrong with this one, it can be sent again. */
export class ChecklistParserBusy extends Error {
  override readonly name = 'ChecklistParserBusy';

  /** @param atOnce how many texts may wait or be read */
  constructor(readonly atOnce: number) {
    super(`${atOnce} checklists are being read already; try again in a moment.`);
  }
}

const CLASSES = {
  checklist_unreadable: ChecklistUnreadable,
  checklist_too_large: ChecklistTooLarge,
  checklist_too_deep: ChecklistTooDeep,
  checklist_too_complex: ChecklistTooComplex,
  checklist_bad_map: ChecklistBadMap,
} as const;

/** Makes the named error again from its code, as it arrives from the worker. */
export function checklistError(code: ChecklistErrorCode, message: string, line?: number): ChecklistError {
  return new CLASSES[code](message, line);
}
