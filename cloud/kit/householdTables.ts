import type { JSONColumnType } from 'kysely';
import type { outcomes, reaches } from '../../types/households';
import type { StoredPicture } from './tables';

/** The tables of who knows of what everyone must know, and of the diary (migration 0008); part of `Tables`. */
export interface HouseholdTables {
  household: {
    community_id: string;
    id: string;
    building: string;
    unit: string;
    room: string;
    /** The address without what people write one way or another. */
    same: string;
    /** The address in the order in which somebody walks. */
    walk: string;
    grid_id: string | null;
    /** Sealed. */
    phone: Buffer | null;
    made_by: string;
    made_at: Date;
    dropped_at: Date | null;
  };
  /** Where somebody says that they live. It waits while it has neither a household nor been declined. */
  household_member: {
    community_id: string;
    person_id: string;
    id: string;
    building: string;
    unit: string;
    room: string;
    same: string;
    claimed_at: Date;
    household_id: string | null;
    confirmed_by: string | null;
    confirmed_at: Date | null;
    declined_at: Date | null;
    reason: string | null;
  };
  /** `community_id` is where the person lived, `notice_place` the node that owns the notice. */
  acknowledgement: {
    community_id: string;
    notice_id: string;
    person_id: string;
    notice_place: string;
    version: number;
    household_id: string | null;
    at: Date;
  };
  household_word: {
    community_id: string;
    notice_id: string;
    household_id: string;
    id: string;
    how: (typeof reaches)[number];
    outcome: (typeof outcomes)[number];
    by_id: string;
    at: Date;
    noted_at: Date;
  };
  household_reminder: {
    community_id: string;
    notice_id: string;
    day: string;
    by_id: string;
    at: Date;
    reminded: number;
  };
  diary_note: {
    community_id: string;
    id: string;
    person_id: string;
    /** Sealed. */
    words: Buffer;
    pictures: JSONColumnType<StoredPicture[]>;
    at: Date;
    changed_at: Date | null;
    report_id: string | null;
  };
}
