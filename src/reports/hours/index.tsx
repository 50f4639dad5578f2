import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { Button, Card, Failed, Field, Loads, Page, Row } from '../../kit/ui';
import { ForStaff } from '../../kit/ui/ForStaff';
import { words as common } from '../../kit/words';
import { say } from '../settings/words';
import { Days } from './Days';
import { HoursStore } from './store';
import { WindowsField } from './WindowsField';

const { time: words } = say;

const HoursPage = observer(({ code, may }: { code: string; may: boolean }) => {
  const [store] = useState(() => new HoursStore(call, keep, code));
  useEffect(() => void store.load(), [store]);
  const { hours, sent, draft, wrong } = store;
  const { workdays, restdays, phone } = draft.form;
  const save = async () => {
    if (await store.save()) platform.say(say.saved);
  };
  const foot = may && hours.value && (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={wrong !== null} onTap={() => void save()}>
        {wrong ?? common.edit.save}
      </Button>
    </>
  );
  return (
    <Page foot={foot}>
      <View className="hours__note">{words.note}</View>
      <Loads of={hours} retry={() => void store.load()}>
        {(now) => (
          <>
            {may ? (
              <>
                <WindowsField
                  label={words.workdays}
                  windows={workdays}
                  onChange={(all) => draft.change({ workdays: all })}
                />
                <WindowsField
                  label={words.restdays}
                  windows={restdays}
                  onChange={(all) => draft.change({ restdays: all })}
                />
                <Field
                  label={words.phone}
                  placeholder={words.phoneHint}
                  max={20}
                  value={phone}
                  wrong={sent.failure?.fields['phone']}
                  onChange={(typed) => draft.change({ phone: typed })}
                />
              </>
            ) : (
              <Card>
                <Row title={words.workdays} note={words.windows(now.workdays)} />
                <Row title={words.restdays} note={words.windows(now.restdays)} />
                {now.phone && <Row title={words.phone} note={now.phone} />}
              </Card>
            )}
            {!may && <View className="hours__note">{say.forSetters}</View>}
            <Days store={store} days={now.days} may={may} />
          </>
        )}
      </Loads>
    </Page>
  );
});

const Hours = () => {
  const { at = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {(may) => <HoursPage code={at} may={may} />}
    </ForStaff>
  );
};

export default Hours;
