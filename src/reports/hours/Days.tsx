import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Hours } from '../../../types/service';
import { platform } from '../../kit/platform';
import { shanghai } from '../../kit/time';
import { a11y, Button, Card, Empty, Field, Row } from '../../kit/ui';
import { words as common } from '../../kit/words';
import { EditSheet } from '../../kit/ui/EditSheet';
import { say } from '../settings/words';
import { DayField } from '../staff/DayField';
import type { HoursStore } from './store';
import { WindowsField } from './WindowsField';

const { time: words } = say;
const YEAR = 365 * 86_400_000;

/** Single days that differ from the others, each with why. */
export const Days = observer(({ store, days, may }: { store: HoursStore; days: Hours['days']; may: boolean }) => {
  const drop = async (day: string) => {
    if (await store.dropDay(day)) platform.say(words.dropped);
  };
  return (
    <>
      <View className="hours__title" {...a11y('heading')}>
        {words.days}
      </View>
      {days.length === 0 && <Empty title={words.noDays}>{may && words.daysNote}</Empty>}
      {days.length > 0 && (
        <Card>
          {days.map(({ day, windows, why }) => (
            <Row
              key={day}
              title={common.facts(common.day(day), why)}
              note={words.windows(windows)}
              {...(may && {
                end: (
                  <View
                    className="windows__remove"
                    {...a11y('button', words.dropDay(common.day(day)))}
                    onClick={() => void drop(day)}
                  >
                    {say.drop}
                  </View>
                ),
              })}
            />
          ))}
        </Card>
      )}
      {may && <Button onTap={() => store.openDay()}>{words.addDay}</Button>}
      {store.single.draft && <DaySheet store={store} />}
    </>
  );
});

const DaySheet = observer(({ store }: { store: HoursStore }) => {
  const { single } = store;
  const { day, windows, why } = single.form;
  const now = Date.now();
  const send = async () => {
    if (await store.setDay()) platform.say(words.daySaved);
  };
  return (
    <EditSheet
      title={words.dayTitle}
      note={words.daysNote}
      sent={single.sent}
      lack={store.lackOfDay}
      onSend={() => void send()}
      onClose={() => single.close()}
    >
      <DayField
        label={words.day}
        value={day}
        start={shanghai(now).day}
        end={shanghai(now + YEAR).day}
        onChange={(chosen) => single.change({ day: chosen })}
      />
      <WindowsField label={say.hours} windows={windows} onChange={(all) => single.change({ windows: all })} />
      <Field
        label={words.why}
        placeholder={words.whyHint}
        max={30}
        value={why}
        wrong={single.sent.failure?.fields['why']}
        onChange={(typed) => single.change({ why: typed })}
      />
    </EditSheet>
  );
});
