import type { Generated } from 'kysely';

/** What is counted of a day and adds up: over days, and along the division tree. */
export interface Counts {
  notices: number;
  readers: number;
  opens: number;
  knowing: number;
  households: number;
  raised: number;
  answered: number;
  closed: number;
  agreed: number;
  reopened: number;
  score_sum: number;
  scores: number;
  /** The change since the evening before. */
  badges: number;
}

/** The tables of figures (migration 0011); part of `Tables`. A code of twelve digits is one place itself, a shorter one all below it. */
export interface FigureTables {
  figure_day: { community_id: string; day: string } & Counts;
  figure_answer: { community_id: string; day: string; minutes: number; answers: number };
  /** No day: all days on which something came out that the community must know. */
  figure_stale: { id: Generated<string>; community_id: string; day: string | null; due: Generated<Date> };
  figure_roll: { one: Generated<boolean>; counted_at: Date };
}
