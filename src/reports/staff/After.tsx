import { Image, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import type { Report } from '../../../types/reports';
import { fileUrl } from '../../kit/call';
import { a11y, Choice, pictured } from '../../kit/ui';
import { Pictures } from '../../kit/ui/Pictures';
import { cloudNow } from '../clock';
import type { ActingStore } from './acting';
import { showable, type Shot } from './forms';
import { Templates, withTemplate } from './Templates';
import { Until } from './Until';
import { say, type Sheeted } from './words';

interface Part {
  store: ActingStore;
  report: Report;
}

/** What goes with the words. */
export const After = observer(({ act, store, report }: Part & { act: Sheeted }) => {
  if (act === 'publish') return <Shown store={store} report={report} />;
  const { text } = store.form;
  return (
    <>
      {act === 'reply' && (
        <>
          <Templates here={store.here} onTake={(one) => store.change({ text: withTemplate(text, one) })} />
          <Until store={store} now={cloudNow()} />
        </>
      )}
      {act === 'handle' && <Done store={store} />}
      {(act === 'reply' || act === 'handle' || act === 'close') && <Photos store={store} />}
    </>
  );
});

const Done = observer(({ store }: { store: ActingStore }) => {
  const { done } = store.form;
  return (
    <Choice
      label={say.handle.done}
      options={[
        ['yes', say.handle.yes],
        ['no', say.handle.no],
      ]}
      value={done === null ? null : done ? 'yes' : 'no'}
      onChange={(one) => store.change({ done: one === 'yes' })}
    />
  );
});

const Photos = observer(({ store }: { store: ActingStore }) => {
  const { pictures } = store.form;
  return (
    <Pictures
      label={say.pictures(pictures.length)}
      says={{ add: say.addPicture, remove: say.removePicture }}
      pictures={pictures}
      most={limits.reportPictures}
      sent={store.picture}
      onAdd={(paths) => store.add(paths)}
      onRemove={(id) => store.remove(id)}
    />
  );
});

/** Which pictures everyone sees; a resident's own only if they allowed it. */
const Shown = observer(({ store, report }: Part) => {
  const { own, all } = showable(report);
  const { before, after } = store.form;
  const { publish } = say;
  if (all.length === 0) return <View className="actsheet__note">{publish.none}</View>;
  return (
    <>
      <View className="actsheet__note">{publish.faces}</View>
      <Pick
        label={publish.before}
        of={all}
        value={before}
        onPick={(id) => store.change({ before: id === before ? '' : id })}
      />
      {!report.mayPublish && <View className="actsheet__note">{publish.own}</View>}
      <Pick
        label={publish.after}
        of={own}
        value={after}
        onPick={(id) => store.change({ after: id === after ? '' : id })}
      />
    </>
  );
});

interface PickProps {
  label: string;
  of: readonly Shot[];
  value: string;
  onPick: (id: string) => void;
}

const Pick = ({ label, of, value, onPick }: PickProps) =>
  of.length === 0 ? null : (
    <View className="field" {...a11y('radiogroup', label)}>
      <View className="units__label">{label}</View>
      <View className="shots">
        {of.map(({ id, url }, i) => (
          <Image
            key={id}
            className={`shots__one ${id === value ? 'shots__one--on' : ''}`}
            src={fileUrl(url)}
            mode="aspectFill"
            {...a11y('radio', say.picture(i + 1))}
            aria-checked={id === value}
            onClick={() => onPick(id)}
            {...pictured('')}
          />
        ))}
      </View>
    </View>
  );
