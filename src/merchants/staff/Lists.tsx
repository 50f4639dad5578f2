import { View } from '@tarojs/components';
import type { MerchantFile } from '../../../types/shops';
import { Card, Empty } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Hint';
import { ServiceLines } from '../parts/ServiceLines';
import { say } from './words';

/** The list that waits for consent, above the one that neighbours see. */
export const Lists = ({ file: { services, waiting } }: { file: MerchantFile }) => (
  <>
    {waiting && (
      <>
        <Section>{say.waitingList}</Section>
        <View className="file__waiting">
          <Card>
            <View className="file__meta">{say.waitingSince(words.moment(waiting.changedAt))}</View>
            <ServiceLines items={waiting.items} />
          </Card>
        </View>
      </>
    )}
    <Section>{say.publicList}</Section>
    {services && services.items.length > 0 ? (
      <Card>
        <ServiceLines items={services.items} />
      </Card>
    ) : (
      <Empty title={say.noList} />
    )}
  </>
);
