import { View } from '@tarojs/components';
import type { Campaign } from '../../../types/eggs';
import { Card, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import './pickups.scss';

/** Of a campaign's days those that hold for a community, and those that hold for all. */
export const pickUpsOf = ({ pickUps }: Campaign, code: string | null): Campaign['pickUps'] =>
  pickUps.filter(({ communityCode }) => communityCode === undefined || communityCode === code);

interface Props {
  campaign: Campaign;
  /** The community whose days are meant; null for somebody who has none. */
  code: string | null;
  today: string;
}

/** When and where eggs are handed out. */
export const PickUps = ({ campaign, code, today }: Props) => {
  const pickUps = pickUpsOf(campaign, code);
  return (
    <Card>
      {pickUps.length === 0 && <Row title={say.noPickUps} />}
      {pickUps.map(({ day, hours, at }, i) => (
        <Row
          key={i}
          title={<View className="pickups__when">{words.facts(words.day(day), hours)}</View>}
          note={at}
          {...(day === today && { end: say.today })}
          {...(day < today && { end: say.past })}
        />
      ))}
    </Card>
  );
};
