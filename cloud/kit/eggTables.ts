import type { Generated } from 'kysely';
import type { Difference } from '../../types/campaigns';
import type { MoveKind } from '../../types/delivery';
import type { CorrectionKind, FlagKind, verdicts } from '../../types/guarding';
import type { Conflict, handingStates, handingWays } from '../../types/pickup';

type OneOf<L extends readonly unknown[]> = L[number];

/** The tables of handing eggs out (migration 0010); part of `Tables`. */
export interface EggTables {
  campaign_step: {
    campaign_id: string;
    number: number;
    act: 'made' | 'changed' | 'pickUpsSet' | 'paused' | 'resumed' | 'ended';
    reason: string | null;
    by_id: string;
    at: Date;
  };
  egg_holder: {
    community_id: string;
    campaign_id: string;
    person_id: string;
    number: number;
    risk: number | null;
    used_step: Generated<string>;
    proxy_id: string | null;
    proxy_key: Buffer | null;
    proxy_until: Date | null;
    proxy_dropped: Generated<boolean>;
    made_at: Date;
  };
  egg_handing: {
    community_id: string;
    id: string;
    campaign_id: string;
    person_id: string | null;
    count: number;
    /** What whoever wrote it down said; of a conflict more than is counted. */
    noted: number;
    /** The step of the code that was shown; null when there was none. */
    step: string | number | null;
    way: OneOf<typeof handingWays>;
    state: OneOf<typeof handingStates>;
    conflict: Conflict | null;
    by_id: string;
    second_id: string | null;
    client_id: string | null;
    at: Date;
    day: string;
  };
  egg_move: {
    community_id: string;
    id: string;
    campaign_id: string;
    kind: MoveKind;
    said: number;
    note: string | null;
    by_id: string;
    at: Date;
    counted: number | null;
    signed_by: string | null;
    signed_at: Date | null;
    dropped_at: Date | null;
  };
  egg_explanation: {
    community_id: string;
    id: string;
    campaign_id: string;
    about: Difference;
    difference: number;
    note: string;
    by_id: string;
    at: Date;
  };
  egg_flag: {
    community_id: string;
    id: string;
    campaign_id: string;
    person_id: string;
    kind: FlagKind;
    accounts: number;
    at: Date;
    verdict: OneOf<typeof verdicts> | null;
    reason: string | null;
    decided_by: string | null;
    decided_at: Date | null;
  };
  egg_correction: {
    community_id: string;
    id: string;
    campaign_id: string;
    person_id: string;
    kind: CorrectionKind;
    day: string;
    reason: string;
    asked_by: string;
    asked_at: Date;
    state: 'asked' | 'done' | 'declined';
    decided_by: string | null;
    decided_at: Date | null;
  };
}
