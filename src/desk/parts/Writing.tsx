import { Picker, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { limits } from '../../../types/limits';
import type { Kind } from '../../../types/notices';
import { shanghai } from '../../kit/time';
import { a11y, Button, Choice, Field, Row } from '../../kit/ui';
import { Pictures } from '../../kit/ui/Pictures';
import { words } from '../../kit/words';
import { say } from '../words';
import type { WritingStore } from '../writing';
import { Held } from './Held';
import { PlacePicker } from './PlacePicker';
import './writing.scss';

const kinds = Object.entries(words.kinds) as [Kind, string][];
const tellings = [
  ['no', say.mustKnow.no],
  ['yes', say.mustKnow.name],
] as const;
const whens = [
  ['now', say.now],
  ['later', say.later],
] as const;

export const Writing = observer(({ store, isNew }: { store: WritingStore; isNew: boolean }) => {
  const [picking, setPicking] = useState(false);
  const { form, isCorrection, offered } = store;
  const wrong = store.sent.failure?.fields ?? {};
  const isWide = store.home !== null && store.home.level !== 'community';
  return (
    <>
      {store.isRisky && <Held why="risky" />}
      {form.place && (
        <View className="writing__to">
          <Row
            title={say.toWhom(form.place.name)}
            {...(isNew && isWide && { label: say.toChange, onTap: () => setPicking(true) })}
          />
        </View>
      )}
      <Field
        label={say.title}
        placeholder={say.titleHint}
        max={limits.title}
        value={form.title}
        wrong={wrong['title']}
        onChange={(title) => store.write('title', title)}
      />
      {offered && (
        <View className="writing__offer">
          <Button kind="quiet" onTap={() => store.takeOffered()}>
            {say.takeTitle(offered)}
          </Button>
        </View>
      )}
      <Field
        long
        label={say.body}
        placeholder={say.bodyHint}
        max={limits.body}
        value={form.body}
        wrong={wrong['body']}
        onChange={(body) => store.write('body', body)}
      />
      <Choice label={say.kind} options={kinds} value={form.kind} onChange={(kind) => store.change({ kind })} />
      {isCorrection && (
        <Field
          label={say.note}
          placeholder={say.noteHint}
          max={limits.reason}
          value={form.note}
          wrong={wrong['note']}
          onChange={(note) => store.change({ note })}
        />
      )}
      <Pictures
        label={say.pictures(form.pictures.length, limits.pictures)}
        says={{ add: say.addPicture, remove: say.removePicture }}
        pictures={form.pictures}
        most={limits.pictures}
        sent={store.picture}
        onAdd={(paths) => store.addPictures(paths)}
        onRemove={(id) => store.change({ pictures: form.pictures.filter((one) => one.id !== id) })}
      />
      <Field
        label={say.phone}
        placeholder={say.phoneHint}
        max={20}
        value={form.phone}
        wrong={wrong['phone']}
        onChange={(phone) => store.change({ phone })}
      />
      <Field
        label={say.address}
        placeholder={say.addressHint}
        max={limits.address}
        value={form.address}
        wrong={wrong['address']}
        onChange={(address) => store.change({ address })}
      />
      <Field
        label={say.byline}
        placeholder={say.bylineHint}
        max={limits.byline}
        value={form.byline}
        wrong={wrong['byline']}
        onChange={(byline) => store.change({ byline })}
      />
      <Choice
        label={say.mustKnow.label}
        options={tellings}
        value={form.mustKnow ? 'yes' : 'no'}
        onChange={(chosen) => store.change({ mustKnow: chosen === 'yes' })}
      />
      <View className="writing__how">{say.mustKnow.how}</View>
      {!isCorrection && <When store={store} />}
      <View className="writing__kept">{say.kept}</View>
      {picking && <PlacePicker store={store} onClose={() => setPicking(false)} />}
    </>
  );
});

const When = observer(({ store }: { store: WritingStore }) => {
  const { day, clock } = store.form;
  return (
    <>
      <Choice
        label={say.when}
        options={whens}
        value={day ? 'later' : 'now'}
        onChange={(when) => store.schedule(when === 'later')}
      />
      {day && (
        <View className="writing__when">
          <Picker
            mode="date"
            value={day}
            start={shanghai(Date.now()).day}
            onChange={(event) => store.change({ day: event.detail.value })}
          >
            <View className="writing__pick" {...a11y('button', say.day)}>
              {words.day(day)}
            </View>
          </Picker>
          <Picker mode="time" value={clock} onChange={(event) => store.change({ clock: event.detail.value })}>
            <View className="writing__pick" {...a11y('button', say.clock)}>
              {words.clock(clock)}
            </View>
          </Picker>
          <View className="writing__zone">{say.timeZone}</View>
        </View>
      )}
    </>
  );
});
