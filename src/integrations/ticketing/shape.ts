import { TicketingFailed } from './connector-errors.js';

/** Reads what another system says member by member, so that a surprise is told as one. */
export class Shape {
  constructor(
    private readonly value: unknown,
    private readonly path = '',
  ) {}

  /** A member; one that is not there is an empty shape. */
  at(name: string | number): Shape {
    const inside =
      typeof this.value === 'object' && this.value !== null && Object.hasOwn(this.value, name)
        ? (this.value as Record<string | number, unknown>)[name]
        : undefined;
    return new Shape(inside, `${this.path}/${name}`);
  }

  /** By JSON pointer (RFC 6901). */
  pointer(pointer: string): Shape {
    if (pointer === '') return this;
    return pointer
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<Shape>((shape, part) => shape.at(part), this);
  }

  /** As it came. */
  get raw(): unknown {
    return this.value;
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get list(): Shape[] {
    if (!Array.isArray(this.value)) throw this.surprise('list');
    return this.value.map((entry, index) => new Shape(entry, `${this.path}/${index}`));
  }

  /** A text, or a number as text. */
  get text(): string {
    const text = this.textOrNull;
    if (text === null) throw this.surprise('text');
    return text;
  }

  get textOrNull(): string | null {
    if (typeof this.value === 'string') return this.value;
    if (typeof this.value === 'number' || typeof this.value === 'boolean') return `${this.value}`;
    return null;
  }

  get isTrue(): boolean {
    return this.value === true;
  }

  /** A time in any form of RFC 3339 as UTC with milliseconds. */
  get time(): string {
    const at = Date.parse(this.text);
    if (Number.isNaN(at)) throw this.surprise('time');
    return new Date(at).toISOString();
  }

  private surprise(wanted: string): TicketingFailed {
    return new TicketingFailed('rejected', `an answer has no ${wanted} at "${this.path}"`);
  }
}
