/** Containers may be nested this deep; the outermost one counts as 1. */
const MAX_JSON_DEPTH = 32;

export type JsonFault =
  | 'syntax'
  | 'duplicate_member'
  | 'forbidden_member'
  | 'too_deep'
  | 'number_out_of_range'
  | 'bad_text'
  | 'bad_encoding';

/** A text that is not JSON as this API takes it. Line and column count from 1, columns in UTF-16 units. */
export class InvalidJson extends Error {
  override readonly name = 'InvalidJson';

  constructor(
    readonly fault: JsonFault,
    readonly reason: string,
    /** RFC 6901, of the member that was being read. */
    readonly pointer: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`Line ${line}, column ${column}${pointer === '' ? '' : ` (${pointer})`}: ${reason}`);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEX = /^[0-9a-fA-F]{4}$/;
const FEW_KEYS = 12;
// A number this short cannot leave the safe range.
const SAFE_LENGTH = 15;

/** The names of one object: a short list while there are few, since a set costs more than looking through them. */
class Keys {
  private readonly few: string[] = [];
  private many: Set<string> | undefined;

  /** False where the key is there already. */
  add(key: string): boolean {
    if (this.many !== undefined) return this.many.size < this.many.add(key).size;
    if (this.few.includes(key)) return false;
    this.few.push(key);
    if (this.few.length > FEW_KEYS) this.many = new Set(this.few);
    return true;
  }
}

/**
 * Walks a JSON text (RFC 8259) and refuses what `JSON.parse` lets pass or hides: duplicate members, numbers beyond
 * ±(2^53 - 1), U+0000, lone surrogates, `__proto__`, depth over 32. Makes no value: `JSON.parse` copies texts, while
 * slices of the body would keep all of it in memory.
 */
class Scanner {
  private at = 0;
  private depth = 0;
  private readonly path: (string | number | undefined)[] = [];

  constructor(private readonly text: string) {}

  document(): void {
    this.space();
    this.value();
    this.space();
    if (this.at < this.text.length) throw this.unexpected('the end');
  }

  private value(): void {
    switch (this.text.charCodeAt(this.at)) {
      case 0x22:
        this.string();
        return;
      case 0x7b:
        this.object();
        return;
      case 0x5b:
        this.array();
        return;
      case 0x74:
        this.word('true');
        return;
      case 0x66:
        this.word('false');
        return;
      case 0x6e:
        this.word('null');
        return;
      default:
        this.number();
    }
  }

  private space(): void {
    let code = this.text.charCodeAt(this.at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      code = this.text.charCodeAt(++this.at);
    }
  }

  private object(): void {
    if (this.enter(0x7d)) return;
    const keys = new Keys();
    while (true) {
      this.path[this.depth - 1] = undefined;
      this.space();
      if (this.text.charCodeAt(this.at) !== 0x22) throw this.unexpected('a member name in double quotes');
      const start = this.at;
      const key = this.string();
      if (key === '__proto__') throw this.fault('forbidden_member', 'the name __proto__ is not taken', start);
      this.path[this.depth - 1] = key;
      if (!keys.add(key)) throw this.fault('duplicate_member', 'the member is there twice', start);
      this.space();
      if (this.text.charCodeAt(this.at) !== 0x3a) throw this.unexpected('":"');
      this.at++;
      this.space();
      this.value();
      this.space();
      const code = this.text.charCodeAt(this.at);
      if (code === 0x7d) break;
      if (code !== 0x2c) throw this.unexpected('"," or "}"');
      this.at++;
    }
    this.leave();
  }

  private array(): void {
    if (this.enter(0x5d)) return;
    for (let index = 0; ; index++) {
      this.path[this.depth - 1] = index;
      this.space();
      this.value();
      this.space();
      const code = this.text.charCodeAt(this.at);
      if (code === 0x5d) break;
      if (code !== 0x2c) throw this.unexpected('"," or "]"');
      this.at++;
    }
    this.leave();
  }

  /** Steps into a container; where it is empty, right behind it, and gives true. */
  private enter(close: number): boolean {
    if (this.depth === MAX_JSON_DEPTH) {
      throw this.fault('too_deep', `it is nested deeper than ${MAX_JSON_DEPTH} levels`, this.at);
    }
    this.at++;
    this.space();
    if (this.text.charCodeAt(this.at) === close) {
      this.at++;
      return true;
    }
    this.path[this.depth++] = undefined;
    return false;
  }

  private leave(): void {
    this.depth--;
    this.at++;
  }

  /** Reads a string and gives its value where it has no escape; of others only the keys are looked at. */
  private string(): string {
    const start = ++this.at;
    const { text } = this;
    let code = text.charCodeAt(this.at);
    while (code !== 0x22 && code !== 0x5c && code >= 0x20) code = text.charCodeAt(++this.at);
    if (code === 0x22) return text.slice(start, this.at++);
    return this.escaped(start);
  }

  private escaped(start: number): string {
    const { text } = this;
    while (true) {
      const code = text.charCodeAt(this.at);
      if (code === 0x22) break;
      if (code === 0x5c) this.escape();
      else if (code >= 0x20) this.at++;
      else throw this.unexpected('the end of the string or an escape');
    }
    this.at++;
    return JSON.parse(text.slice(start - 1, this.at)) as string;
  }

  private escape(): void {
    const letter = this.text[this.at + 1];
    if (letter !== 'u') {
      if (letter === undefined || !'"\\/bfnrt'.includes(letter)) {
        throw this.fault('syntax', 'a backslash stands before " \\ / b f n r t or u', this.at);
      }
      this.at += 2;
      return;
    }
    const unit = this.unit(this.at);
    if (unit === 0) throw this.fault('bad_text', 'the character U+0000 is not taken', this.at);
    const isHigh = unit >= 0xd800 && unit <= 0xdbff;
    if (isHigh) {
      const low = this.text.startsWith('\\u', this.at + 6) ? this.unit(this.at + 6) : 0;
      if (low < 0xdc00 || low > 0xdfff) throw this.fault('bad_text', 'half a surrogate pair', this.at);
    } else if (unit >= 0xdc00 && unit <= 0xdfff) {
      throw this.fault('bad_text', 'half a surrogate pair', this.at);
    }
    this.at += isHigh ? 12 : 6;
  }

  private unit(at: number): number {
    const digits = this.text.slice(at + 2, at + 6);
    if (!HEX.test(digits)) throw this.fault('syntax', '\\u is followed by four hexadecimal digits', at);
    return Number.parseInt(digits, 16);
  }

  private number(): void {
    NUMBER.lastIndex = this.at;
    if (!NUMBER.test(this.text)) throw this.unexpected('a value');
    const start = this.at;
    this.at = NUMBER.lastIndex;
    if (this.at - start <= SAFE_LENGTH && !this.isScientific(start)) return;
    const value = Number(this.text.slice(start, this.at));
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      throw this.fault('number_out_of_range', 'the number is beyond ±(2^53 - 1)', start);
    }
  }

  private isScientific(start: number): boolean {
    for (let at = start; at < this.at; at++) {
      // "E" and "e"; digits, signs and the point have no such bit pattern
      if ((this.text.charCodeAt(at) | 0x20) === 0x65) return true;
    }
    return false;
  }

  private word(word: string): void {
    if (!this.text.startsWith(word, this.at)) throw this.unexpected('a value');
    this.at += word.length;
  }

  private unexpected(wanted: string): InvalidJson {
    if (this.at >= this.text.length)
      return this.fault('syntax', `the text ends where ${wanted} should be`, this.at);
    const found = JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at) as number));
    return this.fault('syntax', `${found} stands where ${wanted} should be`, this.at);
  }

  private fault(fault: JsonFault, reason: string, at: number): InvalidJson {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    const steps = this.path.slice(0, this.depth).filter((step) => step !== undefined);
    const pointer = steps.map((step) => `/${`${step}`.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    return new InvalidJson(fault, reason, pointer, line, at - before.lastIndexOf('\n'));
  }
}

/** @throws InvalidJson where the text is not JSON as this API takes it */
export function scanJson(text: string): void {
  new Scanner(text).document();
}
