import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Unit } from '../../../types/service';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Card, Empty, Loads, Page, Row } from '../../kit/ui';
import { ForStaff } from '../../kit/ui/ForStaff';
import { say } from '../settings/words';
import { maySet } from '../../kit/places';
import { UnitsStore } from './store';
import { UnitSheet } from './UnitSheet';
import './invite.scss';

const { unit: words } = say;

const UnitsPage = observer(({ code, may }: { code: string; may: boolean }) => {
  const [store] = useState(() => new UnitsStore(call, keep, code));
  useEffect(() => void store.load(), [store]);
  const { list } = store;
  const { me } = session;
  const isMine = ({ place }: Unit) => me !== null && maySet(me, place);
  const foot = may && list.value && (
    <Button kind="main" onTap={() => store.open(null)}>
      {words.add}
    </Button>
  );
  return (
    <Page foot={foot}>
      <View className="editsheet__note">{words.note}</View>
      <Loads of={list} retry={() => void store.load()}>
        {(units) =>
          units.length === 0 ? (
            <Empty title={words.empty}>{words.emptyNote}</Empty>
          ) : (
            <Card>
              {units.map((unit) => {
                const { id, name, what, phone } = unit;
                const note = (
                  <>
                    {what}
                    {phone && <View className="units__phone">{phone}</View>}
                  </>
                );
                if (isMine(unit)) return <Row key={id} title={name} note={note} onTap={() => store.open(unit)} />;
                if (!phone) return <Row key={id} title={name} note={note} />;
                const end = <View className="units__call">{words.call}</View>;
                return <Row key={id} title={name} note={note} end={end} onTap={() => platform.phone(phone)} />;
              })}
            </Card>
          )
        }
      </Loads>
      {store.editing.draft && <UnitSheet store={store} code={code} />}
    </Page>
  );
});

const Units = () => {
  const { at = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {(may) => <UnitsPage code={at} may={may} />}
    </ForStaff>
  );
};

export default Units;
