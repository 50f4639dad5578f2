import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useCallback } from 'react';
import type { HeldBack } from '../../../types/pickup';
import { isWeapp, platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Failed } from '../../kit/ui';
import { CodeShown, useChanging } from '../../kit/ui/CodeShown';
import type { PickUp, PickUpStore } from '../picking';
import { say } from './words';

interface Props {
  store: PickUpStore;
  state: PickUp;
}

/** Mine: the code on the day, or what stands in its way and what can be done. */
export const MyEggs = observer(({ store, state }: Props) => {
  const { campaign, today, count, collected, left, held, open, proxy } = state;
  const { handed, isOpen } = store;
  useChanging(
    store.code,
    isOpen,
    useCallback(() => store.look(), [store]),
  );
  if (count === 0)
    return (
      <>
        <Empty title={say.noEggs}>{say.noEggsNote}</Empty>
        {today <= campaign.lastDay && (
          <Button kind="main" onTap={() => go(routes.home)}>
            {say.read}
          </Button>
        )}
      </>
    );
  return (
    <>
      {handed > 0 && <Handed count={handed} left={left} />}
      {left > 0 && (
        <>
          <View className="pickup__left">{say.left(left)}</View>
          <View className="pickup__facts">{say.facts(count, collected)}</View>
          {isOpen && proxy?.state === 'dropped' && <View className="pickup__facts">{say.proxy.droppedFirst}</View>}
        </>
      )}
      {isOpen && (
        <Card>
          <View className="pickup__code">
            <CodeShown of={store.code} prefix={store.code.codes.value?.prefix ?? ''} says={say.code} />
          </View>
        </Card>
      )}
      {held !== null && held !== 'none' && <Held store={store} state={state} held={held} />}
      {held === null && left > 0 && !open && (
        <Card>
          <View className="pickup__word">{say.closed}</View>
          <View>{say.closedNote}</View>
        </Card>
      )}
      {left === 0 && handed === 0 && <Empty title={say.all}>{say.allNote(collected)}</Empty>}
    </>
  );
});

/** What the desk has handed over while the code was shown. */
export const Handed = ({ count, left }: { count: number; left: number }) => (
  <View className="pickup__handed" {...a11y('alert')}>
    <View className="pickup__big">{say.handed(count)}</View>
    <View>{say.handedLeft(left)}</View>
  </View>
);

const Held = observer(({ store, state, held }: Props & { held: HeldBack }) => {
  const { campaign, reason } = state;
  const words = say.held[held];
  return (
    <Card tone={held === 'stopped' ? 'red' : 'yolk'}>
      <View className="pickup__word" {...a11y('alert')}>
        {words.title}
      </View>
      {reason !== null && <View className="pickup__reason">{say.reason(reason)}</View>}
      <View className="pickup__what">{words.note}</View>
      {held === 'phone' ? (
        <GivePhone store={store} campaign={campaign.name} />
      ) : (
        <>
          <Button onTap={() => go(routes.fileSaying(say.appealText(campaign.name, reason)))}>
            {held === 'review' ? say.ask : say.appeal}
          </Button>
          <View className="pickup__under">{say.appealNote}</View>
        </>
      )}
    </Card>
  );
});

/** A phone number comes from WeChat alone, by its own button. */
const GivePhone = observer(({ store, campaign }: { store: PickUpStore; campaign: string }) => {
  const { busy, failure } = store.phoned;
  const give = async ({ code }: { code?: string }) => {
    if (!code) return platform.say(say.phone.refused);
    if (!(await store.givePhone(code))) return;
    platform.say(say.phone.given);
    await session.load();
  };
  if (!isWeapp)
    return (
      <>
        <View className="pickup__what">{say.phone.onlyWechat}</View>
        <Button onTap={() => go(routes.fileSaying(say.phoneText(campaign)))}>{say.ask}</Button>
      </>
    );
  return (
    <>
      {failure && <Failed failure={failure} />}
      <Button
        kind="main"
        busy={busy}
        native={{ openType: 'getPhoneNumber', onGetPhoneNumber: ({ detail }) => void give(detail) }}
      >
        {say.phone.give}
      </Button>
    </>
  );
});
