/**
 * Memoises answers about an object for as long as the object is in use. Many watchers are shown the same generation
 * snapshot, each in its own turn. Failed answers are retried.
 */
export class OnceEach<Thing extends object, Answer> {
  readonly #known = new WeakMap<Thing, Map<string, Promise<Answer>>>();

  /** @param question identifies the question about the object. */
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
