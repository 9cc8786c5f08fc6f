/**
 * The same texts, for a reader that has to take each within `ms`: `tooSlow` is called when one was not, and should end
 * the reading. Nothing is kept meanwhile: the next one is made when it is taken.
 */
export async function* watched<Text>(
  texts: AsyncIterable<Text>,
  ms: number,
  tooSlow: () => void,
): AsyncGenerator<Text> {
  for await (const text of texts) {
    const timer = setTimeout(tooSlow, ms);
    try {
      yield text;
    } finally {
      clearTimeout(timer);
    }
  }
}
