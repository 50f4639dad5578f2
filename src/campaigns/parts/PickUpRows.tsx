import type { PickUp } from '../../../types/campaigns';
import { Card, Row } from '../../kit/ui';
import { say } from '../words';

interface Props {
  pickUps: readonly PickUp[];
  /** How a community is called, where days are for one alone. */
  nameOf?: (code: string) => string;
}

/** When and where eggs are handed out. */
export const PickUpRows = ({ pickUps, nameOf }: Props) => (
  <Card>
    {pickUps.length === 0 && <Row title={say.noPickUps} />}
    {pickUps.map((one, i) => (
      <Row
        key={i}
        title={say.pickUp(one)}
        note={one.at}
        {...(nameOf && one.communityCode && { end: say.forOne(nameOf(one.communityCode)) })}
      />
    ))}
  </Card>
);
