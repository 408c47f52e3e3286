/**
 * Answers about things, each found out once for as long as the thing is in use: many watchers are shown one and the same
 * generation, as it was at one moment, each in a turn of his own. An answer that failed is asked for again.
 */
export class OnceEach<Thing extends object, Answer> {
  readonly #known = new WeakMap<Thing, Map<string, Promise<Answer>>>();

  /** @param question tells the questions about one thing apart. */
  answer(thing: Thing, question: string, find: () => Promise<Answer>): Promise<Answer> {
    const answers = this.#known.get(thing) ?? new Map<string, Promise<Answer>>();
    this.#known.set(thing, answers);
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = find();
    answers.set(question, answer);
    answer.catch(() => answers.delete(question));
    return answer;
  }
}
