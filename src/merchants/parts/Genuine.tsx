import { View } from '@tarojs/components';
import type { Badge } from '../../../types/shops';
import { go, routes } from '../../kit/routes';
import { Button, Card, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import { Door } from './Door';
import { Facts } from './Facts';
import { Services } from './PublicList';
import { Verdict } from './Verdict';
import './shops.scss';
import './verdict.scss';

const { verify } = say;

/** Why it is what it is, in a sentence; null where the state says it all. */
function why({ state, merchant, agreement, replaced }: Badge): string | null {
  if (state === 'unknown') return verify.unknownNote;
  if (state === 'replaced') return replaced ? verify.replacedNote(replaced.at, replaced.reason) : null;
  if (state === 'suspended' || state === 'revoked') return merchant?.reason ? say.shop.reason(merchant.reason) : null;
  if (state === 'upcoming') return agreement ? verify.upcomingNote(agreement.firstDay) : null;
  if (!agreement || state === 'valid') return null;
  return (state === 'expiring' ? verify.expiringNote : verify.expiredNote)(agreement.lastDay);
}

/** What to do before this door: to compare it with what stands here, or not to count on a badge that does not hold. */
function todo({ state, valid, merchant }: Badge): string {
  if (state === 'replaced') return verify.seekNew;
  if (!valid) return verify.doNotCount;
  return merchant?.door ? verify.compare : verify.noDoor;
}

/** What the cloud says of a badge: first whether it holds, then what to compare with the door one stands before. */
export const Genuine = ({ badge, at, onTell }: { badge: Badge; at: number | null; onTell: () => void }) => {
  const { merchant, agreement, services } = badge;
  const reason = why(badge);
  const word = badge.valid ? verify.yes : badge.state === 'upcoming' ? verify.notYet : verify.no;
  return (
    <>
      <Verdict large state={badge.state} word={word} says={verify.says[badge.state]}>
        {reason && <View className="verdict__more">{reason}</View>}
        {at !== null && <View className="verdict__more">{verify.at(words.moment(new Date(at).toISOString()))}</View>}
      </Verdict>
      {merchant && (
        <>
          <View className="verdict__compare">{todo(badge)}</View>
          <Facts brief shop={merchant} />
          <Door shop={merchant} />
          <View className="verdict__tell">
            <Button onTap={onTell}>{verify.tell}</Button>
          </View>
          <Card>
            {agreement && (
              <Row
                title={<View className="shops__dates">{say.dates(agreement.firstDay, agreement.lastDay)}</View>}
                note={verify.agreement}
              />
            )}
            <Row title={say.where(merchant.above, merchant.place.name)} note={verify.community} />
            {agreement && (
              <Row title={say.shop.promises} note={<View className="shops__said">{agreement.promises}</View>} />
            )}
          </Card>
          <Services list={services ?? null} />
          {badge.state !== 'replaced' && badge.state !== 'unknown' && (
            <Card>
              <Row title={verify.page} note={verify.pageNote} onTap={() => go(routes.shop(merchant.id))} />
            </Card>
          )}
        </>
      )}
    </>
  );
};
