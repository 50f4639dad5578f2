import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { ServiceList } from '../../../types/shops';
import { a11y, Card, Empty, Loads, Sheet } from '../../kit/ui';
import type { Loaded } from '../../kit/loaded';
import { say } from '../words';
import { ServiceLines } from './ServiceLines';
import './shops.scss';

/** The public list as it stands, and since when. */
export const Services = ({ list }: { list: ServiceList | null }) => (
  <>
    <View className="shops__section" {...a11y('heading')}>
      {say.shop.services}
    </View>
    {list && list.items.length > 0 ? (
      <Card>
        <ServiceLines items={list.items} />
      </Card>
    ) : (
      <Empty title={say.shop.noServices} />
    )}
    {list && <View className="shops__note">{say.listDate(list.version, list.changedAt)}</View>}
  </>
);

interface VersionsProps {
  of: Loaded<ServiceList[]>;
  retry: () => void;
  /** The version that stands on the page already. */
  now: number | undefined;
  onClose: () => void;
}

export const ServiceVersions = observer(({ of, retry, now, onClose }: VersionsProps) => (
  <Sheet title={say.shop.versionsTitle} onClose={onClose}>
    <Loads of={of} retry={retry}>
      {(versions) => {
        const earlier = versions.filter(({ version }) => version !== now);
        if (earlier.length === 0) return <Empty title={say.shop.versionsNone} />;
        return earlier.map((list) => (
          <View key={list.version}>
            <View className="shops__section">{say.listOf(list.changedAt)}</View>
            <ServiceLines items={list.items} />
          </View>
        ));
      }}
    </Loads>
  </Sheet>
));
