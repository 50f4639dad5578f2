import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useCallback, useState } from 'react';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Card, Row, Sheet } from '../../kit/ui';
import { CodeShown, useChanging } from '../../kit/ui/CodeShown';
import { words } from '../../kit/words';
import type { Neighbour, PickUp, PickUpStore } from '../picking';
import { Handed } from './MyEggs';
import { say } from './words';

const { others: says } = say;

/** The neighbours in whose place I come, each with their code. */
export const Others = observer(({ store, state: { others } }: { store: PickUpStore; state: PickUp }) => (
  <>
    <View className="pickup__section" {...a11y('heading')}>
      {says.title}
    </View>
    {others.map((neighbour) => (
      // Numbers are of a community: two neighbours of two communities may have the same.
      <Card key={`${neighbour.number} ${neighbour.masked}`}>
        <View className="pickup__word">{says.who(neighbour.masked)}</View>
        <View className="pickup__facts">{words.facts(says.number(neighbour.number), says.left(neighbour.left))}</View>
        {neighbour.held !== null && neighbour.held !== 'none' && <View className="pickup__what">{says.held}</View>}
        {neighbour.held === null && neighbour.left > 0 && (
          <Button onTap={() => store.show(neighbour)}>{says.show}</Button>
        )}
      </Card>
    ))}
    {others.length === 0 && <View className="pickup__note">{says.none()}</View>}
    <Card>
      <Row title={says.toProxy} note={says.toProxyNote} onTap={() => go(routes.proxy)} />
    </Card>
    {store.shown && <TheirCode key={store.shown.number} store={store} neighbour={store.shown} />}
  </>
));

const TheirCode = observer(({ store, neighbour }: { store: PickUpStore; neighbour: Neighbour }) => {
  const [code] = useState(() => store.codeOf(neighbour.number));
  const isOpen = neighbour.left > 0;
  useChanging(
    code,
    isOpen,
    useCallback(() => store.look(), [store]),
  );
  const { handedForThem } = store;
  return (
    <Sheet title={says.sheet(neighbour.masked)} onClose={() => store.show(null)}>
      {handedForThem > 0 && <Handed count={handedForThem} left={neighbour.left} />}
      {isOpen && (
        <>
          <View className="pickup__left">{say.left(neighbour.left)}</View>
          <View className="pickup__code">
            <CodeShown of={code} prefix={code.codes.value?.prefix ?? ''} says={say.code} />
          </View>
        </>
      )}
    </Sheet>
  );
});
