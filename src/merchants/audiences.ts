import type { Audience, Category } from '../../types/shops';
import { say } from './words';

/** The contract's own lists come with a validator, which no page carries: here they are by their words. */
export const audiences = Object.keys(say.audiences) as Audience[];
export const categories = Object.entries(say.categories) as [Category, string][];
