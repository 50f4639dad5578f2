import type { Need } from '../../types/desk';
import { shanghaiDay } from '../kit/clock';
import type { Handlers } from '../kit/serve';
import { placeOf, places } from '../org';
import { findNeeds, MOST, standingOf, type Found } from './queries';
import { actsOf, inOrder, reachOf, waitedFor } from './rules';

/** 工作台: what needs whoever asks, over all that they do here. It only reads, and changes nothing anywhere. */
export const desk: Handlers['desk'] = {
  async now(_input, { actor, db, now }) {
    const { id, grants } = actor;
    const may = actsOf({ grants, ...(await standingOf(db, id)) });
    // Whoever works nowhere is asked nothing more.
    const found = may.length === 0 ? [] : await findNeeds(db, { id, reach: reachOf(grants) }, now, shanghaiDay(now));
    const at = await places(
      db,
      found.map(({ place }) => place),
    );
    const needs = inOrder(
      found.map((one) => needOf(one, placeOf(at(one.place)))),
      now,
    );
    return { now: now.toISOString(), needs, waited: waitedFor(needs), may };
  },
};

function needOf({ what, n, since, due, only, campaign, hours, at }: Found, place: Need['place']): Need {
  return {
    ...{ what, count: Math.min(n, MOST), more: n > MOST, place },
    ...{ since: since?.toISOString() ?? null, due: due?.toISOString() ?? null },
    ...{ only: n === 1 ? only : null, campaignId: campaign },
    handedOut: hours === null || at === null ? null : { hours, at },
  };
}
