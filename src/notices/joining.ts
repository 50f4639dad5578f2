import type { Place } from '../../types/org';
import { platform } from '../kit/platform';
import { session } from '../kit/session';
import type { NoticeStore } from './store';
import { say } from './words';

/** Makes the community whose notice is read here the reader's own; what failed stands in the store. */
export async function join(store: NoticeStore, place: Place): Promise<void> {
  const done = await store.joined.from(async () => {
    await session.settle(place);
    return place;
  });
  if (done) platform.say(session.person ? say.joined(place.name) : say.visiting(place.name));
}
