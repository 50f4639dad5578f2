import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Found } from '../../../types/org';
import { a11y, Button, Empty, Field, Loads, Row, Sheet, Tag } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Picking } from './picking';
import type { PlanStore } from './store';
import { say } from './words';

const { pick: says } = say;

/** Communities to add: by their name, all that are switched on, or street by street. */
export const PickCommunities = observer(({ store, picking }: { store: PlanStore; picking: Picking }) => {
  const { members } = store.form;
  const isOn = (code: string): boolean => members.some((one) => one.code === code);
  const left = picking.open.filter(({ code }) => !isOn(code));
  const isSearch = picking.q.trim() !== '';
  const close = () => store.pick(false);
  const row = (place: Found) => {
    const { code, name, level, open, above } = place;
    if (level !== 'community') return <Row key={code} title={name} onTap={() => void picking.go(code)} />;
    const isChosen = isOn(code);
    const where = isSearch || picking.at === null ? above.slice(-2).join(' ') : null;
    return (
      <Row
        key={code}
        title={name}
        {...(where && { note: where })}
        {...(open
          ? {
              end: isChosen ? <Tag tone="pine">{says.on}</Tag> : says.off,
              onTap: () => (isChosen ? store.leaveOut(code) : store.join([place])),
            }
          : { end: words.place.closed })}
      />
    );
  };
  const foot = (
    <Button kind="main" onTap={close}>
      {says.done}
    </Button>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={close}>
      <Field label={says.search} placeholder={says.hint} max={30} value={picking.q} onChange={(q) => picking.type(q)} />
      {!isSearch && picking.isWide && (
        <>
          {picking.at === null ? (
            <Row title={says.byStreet} onTap={() => void picking.go(picking.node.code)} />
          ) : (
            <Row title={says.open} onTap={() => void picking.go(null)} />
          )}
          {picking.isBelow && <Row title={says.up} end="" onTap={() => void picking.up()} />}
        </>
      )}
      <Loads of={picking.found} retry={() => void picking.look()}>
        {(found) => (
          <>
            {found.length === 0 && <Empty title={says.nothing}>{says.nothingNote}</Empty>}
            {left.length > 1 && (
              <View className="plan__all">
                <Button onTap={() => store.join(left)}>{says.all(left.length)}</Button>
              </View>
            )}
            {picking.open.length > 1 && left.length === 0 && (
              <View className="plan__done" {...a11y('status')}>
                {says.allDone}
              </View>
            )}
            {found.map(row)}
            {picking.isCut && <View className="plan__hint plan__hint--apart">{says.many}</View>}
          </>
        )}
      </Loads>
    </Sheet>
  );
});
