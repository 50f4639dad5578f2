import type { Generated, JSONColumnType } from 'kysely';
import type { ReportKind, ReportState, ReportStep, Speaker, Way } from '../../types/reports';
import type { StoredPicture } from './tables';

/** The tables of reports and comments (migration 0007); part of `Tables`. */
export interface ReportTables {
  report: {
    community_id: string;
    id: string;
    kind: ReportKind;
    standing: ReportState;
    words: string;
    pictures: JSONColumnType<StoredPicture[]>;
    grid_id: string | null;
    place_words: string | null;
    latitude: number | null;
    longitude: number | null;
    way: Way;
    notice_place: string | null;
    notice_id: string | null;
    /** Sealed. */
    caller: Buffer | null;
    reporter_id: string | null;
    by_parttime: Generated<boolean>;
    filed_by: string;
    filed_at: Date;
    is_open: boolean;
    may_publish: boolean;
    doubtful: boolean;
    unchecked: Generated<boolean>;
    looked_at: Date | null;
    owner_id: string | null;
    asked_at: Date;
    due_at: Date | null;
    raised_at: Date | null;
    paused_at: Date | null;
    paused_until: Date | null;
    paused_reason: string | null;
    /** Service time that was left when the clock was paused. */
    left_ms: string | null;
    /** How far those who answer were told of it: 0 not yet, 1 whoever it lies with, 2 the secretary that it is late, 3 the street office. */
    told: Generated<number>;
    /** It was handed to whoever it lies with, and they have not been told. */
    handed_at: Date | null;
    answered_at: Date | null;
    took_ms: string | null;
    first_at: Date | null;
    first_took_ms: string | null;
    first_kept: boolean | null;
    promised_at: Date | null;
    closed_by: string | null;
    ends_at: Date | null;
    solved: boolean | null;
    assisted: Generated<boolean>;
    reopened: Generated<number>;
    score: number | null;
    shelf: number;
    next_at: Date | null;
  };
  report_line: {
    community_id: string;
    report_id: string;
    id: string;
    step: ReportStep;
    by: Speaker;
    person_id: string;
    at: Date;
    words: string | null;
    doubtful: Generated<boolean>;
    pictures: JSONColumnType<StoredPicture[]>;
    until: Date | null;
    unit_name: string | null;
    unit_phone: string | null;
    score: number | null;
  };
  report_joiner: { community_id: string; report_id: string; person_id: string; at: Date };
  report_part: {
    community_id: string;
    report_id: string;
    id: string;
    unit_place: string;
    unit_id: string | null;
    lead: boolean;
    called_at: Date;
    due_at: Date;
    done_at: Date | null;
    told: Generated<boolean>;
  };
  /** When staff of a place were last told of something of a kind. */
  staff_told: { community_id: string; kind: string; at: Date };
  report_shown: {
    community_id: string;
    report_id: string;
    title: string;
    words: string;
    before: JSONColumnType<StoredPicture> | null;
    after: JSONColumnType<StoredPicture> | null;
    shown_by: string;
    shown_at: Date;
  };
}
