/**
 * A function of two objects, and of one word beside them, that computes each answer once. The objects must not change
 * any more: they are told apart by what they are, not by what is in them.
 */
export function remembered<A extends object, B extends object, Word extends string | boolean, Answer>(
  compute: (a: A, b: B, word: Word) => Answer,
): (a: A, b: B, word: Word) => Answer {
  const known = new WeakMap<A, WeakMap<B, Map<Word, Answer>>>();
  return (a, b, word) => {
    let ofA = known.get(a);
    if (!ofA) known.set(a, (ofA = new WeakMap()));
    let answers = ofA.get(b);
    if (!answers) ofA.set(b, (answers = new Map()));
    const answer = answers.get(word);
    if (answer !== undefined) return answer;
    const computed = compute(a, b, word);
    answers.set(word, computed);
    return computed;
  };
}

/** A function of one object and of one word beside it, that computes each answer once. */
export function rememberedOf<A extends object, Answer>(
  compute: (a: A, word: string) => Answer,
): (a: A, word: string) => Answer {
  const known = new WeakMap<A, Map<string, Answer>>();
  return (a, word) => {
    let answers = known.get(a);
    if (!answers) known.set(a, (answers = new Map<string, Answer>()));
    const answer = answers.get(word);
    if (answer !== undefined) return answer;
    const computed = compute(a, word);
    answers.set(word, computed);
    return computed;
  };
}
