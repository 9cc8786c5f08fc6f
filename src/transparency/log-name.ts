/** White space as Unicode has it (JavaScript's \s leaves out U+0085), control characters, and plus. */
const NOT_IN_A_NAME = /[\s\u0085+]|\p{Cc}/u;

/**
 * Whether a text can name a log or a key: not empty, without white space, plus and control characters
 * (C2SP signed-note, "Format"), and without lone surrogates, which UTF-8 cannot carry.
 */
export function isLogName(text: string): boolean {
  return text !== '' && !NOT_IN_A_NAME.test(text) && text.isWellFormed();
}
