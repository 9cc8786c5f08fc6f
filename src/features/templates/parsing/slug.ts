/** A key's length limit, in UTF-16 units (so never more characters than that). */
export const KEY_LENGTH = 64;

const KEY = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*$/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ID = /^[a-z]{2,8}_/i;

/** Whether a word looks like an opaque id (`itm_…` or a UUID), which no key may. */
export function looksLikeId(word: string): boolean {
  return ID.test(word) || UUID.test(word);
}

/**
 * Whether a word may be a key: NFC, lower case, Unicode letters (with their marks), digits,
 * hyphens and dots, a letter or digit first, at most 64 characters, not shaped like an id.
 */
export function isKey(word: string): boolean {
  return (
    word.length <= KEY_LENGTH &&
    KEY.test(word) &&
    word === word.normalize('NFC') &&
    word === lower(word) &&
    !looksLikeId(word)
  );
}

/**
 * The readable form of a title: NFC, lower case, letters and digits with hyphens between.
 * Empty when the title has neither letters nor digits (an emoji).
 */
export function slug(title: string): string {
  // Emoji shortcodes (`:lock:`) are no words. Variation selectors and the keycap belong to emoji, though Unicode counts them as marks.
  const words = lower(title)
    .replace(/(?<=^|\s):[a-z][a-z0-9_+-]{0,40}:(?=\s|$)/gu, '')
    .replace(/['’]|\p{Variation_Selector}|\u20E3/gu, '')
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  return (words ?? []).join('-').normalize('NFC');
}

/** Shortens a slug to `length` UTF-16 units, at a hyphen where one is not too far back. */
export function shorten(word: string, length: number): string {
  if (word.length <= length) return word;
  const cut = word.slice(0, length);
  const atHyphen = word[length] === '-' ? length : cut.lastIndexOf('-');
  if (atHyphen >= length / 2) return word.slice(0, atHyphen);
  // No half of a surrogate pair and no letter parted from its marks.
  return cut.replace(/[\uD800-\uDBFF]$/u, '').replace(/-+$/u, '');
}

/** Hands out keys, each once. */
export class KeyPool {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** Keeps a key from being handed out. */
  take(key: string): void {
    this.#taken.add(key);
  }

  /**
   * Gives the word itself where it is free, else the word with `-2`, `-3`, … A word that is no key
   * by itself (empty, or shaped like an id) is put after `fallback`.
   */
  give(word: string, fallback: string): string {
    let base = shorten(word, KEY_LENGTH);
    if (!isKey(base)) base = shorten(base === '' ? fallback : `${fallback}-${base}`, KEY_LENGTH);
    if (!isKey(base)) base = fallback;
    let key = base;
    let n = this.#next.get(base) ?? 2;
    for (; this.#taken.has(key) || looksLikeId(key); n++) {
      const suffix = `-${n}`;
      key = shorten(base, KEY_LENGTH - suffix.length) + suffix;
    }
    this.#next.set(base, n);
    this.take(key);
    return key;
  }
}

function lower(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}
