import type { JSONColumnType } from 'kysely';
import type { Window } from '../../types/service';

/** The tables of how a community answers (migration 0006); part of `Tables`. */
export interface ServiceTables {
  service_hours: {
    community_id: string;
    workdays: JSONColumnType<Window[]>;
    restdays: JSONColumnType<Window[]>;
    phone: string | null;
  };
  service_day: { community_id: string; day: string; windows: JSONColumnType<Window[]>; why: string };
  grid: {
    community_id: string;
    id: string;
    name: string;
    about: string | null;
    latitude: number | null;
    longitude: number | null;
    /** One that was given up stays, because reports name it. */
    dropped_at: Date | null;
  };
  grid_worker: { community_id: string; grid_id: string; person_id: string };
  post: { community_id: string; person_id: string; called: string | null };
  reply_template: { community_id: string; texts: JSONColumnType<string[]> };
  /** `community_id` is the node whose list it is on. */
  unit: {
    community_id: string;
    id: string;
    name: string;
    phone: string | null;
    what: string;
    dropped_at: Date | null;
  };
  unit_member: { community_id: string; unit_id: string; person_id: string; since: Date };
  unit_invite: {
    community_id: string;
    unit_id: string;
    code_hash: Buffer;
    made_by: string;
    made_at: Date;
    expires_at: Date;
  };
}
