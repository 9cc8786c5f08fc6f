/**
 * The same texts, for a reader that has to take each within `ms`: `tooSlow` is called when one was not, and should end
 * the reading. Nothing is kept meanwhile: the next one is made when it is taken.
 */
export async function* watched(
  texts: AsyncIterable<string>,
  ms: number,
  tooSlow: () => void,
): AsyncGenerator<Buffer> {
  for await (const text of texts) {
    const timer = setTimeout(tooSlow, ms);
    try {
      yield Buffer.from(text);
    } finally {
      clearTimeout(timer);
    }
  }
}
