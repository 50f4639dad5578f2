import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Claim } from '../../../types/households';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { a11y, Button, Choice, Empty, Failed, Field, Loads, Page, Sheet } from '../../kit/ui';
import { ForStaff } from '../../kit/ui/ForStaff';
import { words } from '../../kit/words';
import { say } from '../words';
import { ClaimsStore } from './store';
import './index.scss';

const { claims: says } = say;
/** So many are in sight at once; those behind move up. */
const MOST = 8;

/** Who says where they live: a grid worker knows, or asks at the door. */
const ClaimsPage = observer(({ code }: { code: string }) => {
  const [store] = useState(() => new ClaimsStore(call, keepFor(keep, session.owner), code));
  useEffect(() => void store.load(), [store]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  const { list, act, declining } = store;
  return (
    <Page>
      <View className="claims__intro">{says.intro}</View>
      {act.failure && !declining && <Failed failure={act.failure} />}
      <Loads of={list} retry={() => void store.load()}>
        {({ claims, waiting }) => {
          const shown = claims.slice(0, MOST);
          return (
            <>
              {claims.length === 0 && <Empty title={says.empty}>{says.emptyNote}</Empty>}
              {shown.map((claim) => (
                <ClaimCard key={claim.id} claim={claim} store={store} />
              ))}
              {waiting > shown.length && <View className="claims__more">{says.more(waiting - shown.length)}</View>}
            </>
          );
        }}
      </Loads>
      {declining && <Decline store={store} />}
    </Page>
  );
});

const ClaimCard = observer(({ claim, store }: { claim: Claim; store: ClaimsStore }) => {
  const door = words.door(claim);
  const isBusy = store.act.busy && store.acting === claim.id;
  const confirm = async () => {
    if (await store.confirm(claim)) platform.say(says.confirmed);
  };
  return (
    <View className={`claim ${isBusy ? 'claim--busy' : ''}`}>
      <View className="claim__door">{door}</View>
      <View className="claim__facts">{says.facts(claim.at, claim.people, claim.known)}</View>
      <View
        className="claim__act claim__act--main"
        {...a11y('button', says.confirmAt(door))}
        onClick={() => void confirm()}
      >
        {says.confirm}
      </View>
      <View className="claim__act" {...a11y('button', says.declineAt(door))} onClick={() => store.begin(claim)}>
        {says.decline}
      </View>
    </View>
  );
});

const Decline = observer(({ store }: { store: ClaimsStore }) => {
  const { reason, act, declining } = store;
  if (!reason || !declining) return null;
  const { text } = reason;
  const send = async () => {
    if (await store.decline()) platform.say(says.declined);
  };
  const foot = (
    <>
      {act.failure && <Failed failure={act.failure} />}
      <Button kind="main" busy={act.busy} disabled={!text.trim()} onTap={() => void send()}>
        {text.trim() ? says.send : says.ready}
      </Button>
    </>
  );
  return (
    <Sheet title={says.declineTitle} foot={foot} onClose={() => store.close()}>
      <Choice
        label={words.door(declining)}
        options={says.reasons.map((one) => [one, one] as const)}
        value={says.reasons.find((one) => one === text) ?? null}
        onChange={(one) => reason.type(one)}
      />
      <Field
        label={says.label}
        placeholder={says.hint}
        max={60}
        value={text}
        wrong={act.failure?.fields['reason']}
        onChange={(typed) => reason.type(typed)}
      />
    </Sheet>
  );
});

const Claims = () => {
  const { at = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {() => <ClaimsPage code={at} />}
    </ForStaff>
  );
};

export default Claims;
