import { refusals, type RefusalCode } from '../../types/refusals';

/** An expected no. It rolls back, reaches the person in words, and is never logged as a fault. */
export class Refusal extends Error {
  constructor(
    readonly refusal: RefusalCode,
    readonly fields?: Record<string, string>,
  ) {
    super(refusals[refusal][2]);
  }
}

/** Stops here with a refusal. `fields` names what to mend, in words: `{ title: '标题要写 1 到 200 个字' }`. */
export function refuse(refusal: RefusalCode, fields?: Record<string, string>): never {
  throw new Refusal(refusal, fields);
}
