import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { isWeapp, platform } from '../../kit/platform';
import { a11y, Button, Choice, Field } from '../../kit/ui';
import { Pictures } from '../../kit/ui/Pictures';
import { Toggle } from '../parts/Toggle';
import type { EnterStore, Entry } from './store';
import { say } from './words';
import './enter.scss';

const ways = Object.entries(say.ways) as [NonNullable<Entry['way']>, string][];

/** What was said, where it is, and whom to tell when it is done. */
export const EnterForm = observer(({ store }: { store: EnterStore }) => {
  const { form, draft, grids, picture, sent } = store;
  const wrong = sent.failure?.fields ?? {};
  const { pictures } = form;
  const place = async () => {
    const spot = await platform.pickLocation();
    if (!spot) return;
    const { latitude, longitude, name, address } = spot;
    const words = name ?? address;
    draft.change({ location: { latitude, longitude }, ...(!form.where && words && { where: words.slice(0, 60) }) });
  };
  const text = (field: 'where' | 'called' | 'phone', label: string, placeholder: string, max: number, path: string) => (
    <Field
      label={label}
      placeholder={placeholder}
      max={max}
      value={form[field]}
      wrong={wrong[path]}
      onChange={(typed) => draft.change({ [field]: typed })}
    />
  );
  return (
    <>
      <Choice label={say.way} options={ways} value={form.way} onChange={(way) => draft.change({ way })} />
      <Field
        long
        label={say.text}
        placeholder={say.textHint}
        max={limits.reportWords}
        value={form.text}
        wrong={wrong['text']}
        onChange={(typed) => draft.change({ text: typed })}
      />
      <Pictures
        label={say.pictures(pictures.length)}
        says={{ add: say.addPicture, remove: say.removePicture }}
        pictures={pictures}
        most={limits.reportPictures}
        sent={picture}
        onAdd={(paths) => store.add(paths)}
        onRemove={(id) => draft.change({ pictures: pictures.filter((one) => one.id !== id) })}
      />
      {text('where', say.where, say.whereHint, 60, 'place.words')}
      {isWeapp && (
        <View className="enter__map">
          <Button onTap={() => void place()}>{form.location ? say.mapDone : say.map}</Button>
        </View>
      )}
      {grids.value && grids.value.length > 0 && (
        <Choice
          label={say.grid}
          options={grids.value.map(({ id, name }) => [id, name] as const)}
          value={form.gridId}
          onChange={(gridId) => draft.change({ gridId: gridId === form.gridId ? '' : gridId })}
        />
      )}
      <View className="enter__title" {...a11y('heading')}>
        {say.caller}
      </View>
      <View className="enter__note">{say.callerNote}</View>
      {text('called', say.called, say.calledHint, 20, 'caller.called')}
      {text('phone', say.phone, say.phoneHint, 20, 'caller.phone')}
      <Toggle
        title={say.mayPublish}
        note={say.mayPublishNote}
        on={form.mayPublish}
        onChange={(mayPublish) => draft.change({ mayPublish })}
      />
      <View className="enter__note">{say.kept}</View>
    </>
  );
});
