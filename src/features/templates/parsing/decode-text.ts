import { ChecklistTooLarge, ChecklistUnreadable } from './checklist-errors.js';
import { LIMITS } from './limits.js';

/**
 * Decodes an uploaded text. Gives the text as it was sent; a byte order mark stays its first
 * character (U+FEFF), so that encoding it again gives the same bytes; every reader here skips it.
 *
 * @throws ChecklistTooLarge over 5 MiB
 * @throws ChecklistUnreadable when the bytes are not UTF-8 or hold U+0000
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.byteLength > LIMITS.bytes) {
    throw new ChecklistTooLarge(`The text has ${bytes.byteLength} bytes; at most ${LIMITS.bytes} are read.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ChecklistUnreadable('The text is not valid UTF-8. Save it as UTF-8 and send it again.');
  }
  refuseNull(text);
  return text;
}

/** @throws ChecklistUnreadable when the text holds U+0000, which no database column keeps. */
export function refuseNull(text: string): void {
  const at = text.indexOf('\0');
  if (at < 0) return;
  const line = text.slice(0, at).split(/\r\n|\r|\n/).length;
  throw new ChecklistUnreadable(`Line ${line} holds the character U+0000, which no text may hold.`, line);
}
