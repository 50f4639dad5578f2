import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Report } from '../../../types/reports';
import { Choice, Field } from '../../kit/ui';
import type { ActingStore } from './acting';
import { Pausing } from './Pausing';
import { isDoneByMe } from './forms';
import { HandTo } from './HandTo';
import { Units } from './Units';
import { say, type Sheeted } from './words';

interface Props {
  act: Sheeted;
  store: ActingStore;
  report: Report;
}
interface Part {
  store: ActingStore;
  report: Report;
}

/** What is chosen before anything is written. */
export const Before = ({ act, ...part }: Props) => {
  if (act === 'refer' || act === 'contact') return <OneUnit isNeeded={act === 'refer'} {...part} />;
  if (act === 'dispatch') return <HandTo {...part} />;
  if (act === 'assign') return <Assigned {...part} />;
  if (act === 'handle') return <WhosePart {...part} />;
  if (act === 'heard') return <Heard {...part} />;
  if (act === 'pause') return <Pausing store={part.store} />;
  return act === 'publish' ? <Headline {...part} /> : null;
};

const OneUnit = observer(({ store, isNeeded }: Part & { isNeeded: boolean }) => {
  const { unitId } = store.form;
  return (
    <Units
      here={store.here}
      label={isNeeded ? say.units.label : say.units.optional}
      add={unitId ? say.units.change : say.units.pick}
      isNeeded={isNeeded}
      picked={unitId ? [unitId] : []}
      onPick={(id) => store.change({ unitId: id === unitId ? '' : id })}
    />
  );
});

const hours = Object.entries(say.assign.hourNames);

const Assigned = observer(({ store }: Part) => {
  const { lead, helpers, hours: chosen } = store.form;
  const { assign } = say;
  const toggle = (id: string) =>
    store.change({ helpers: helpers.includes(id) ? helpers.filter((one) => one !== id) : [...helpers, id] });
  return (
    <>
      <Units
        here={store.here}
        label={assign.lead}
        add={lead ? say.units.change : say.units.pick}
        isNeeded
        picked={lead ? [lead] : []}
        onPick={(id) => store.change({ lead: id === lead ? '' : id, helpers: helpers.filter((one) => one !== id) })}
      />
      <Units
        here={store.here}
        label={assign.helpers}
        add={helpers.length > 0 ? say.units.more : say.units.pick}
        except={lead}
        picked={helpers}
        onPick={toggle}
      />
      <Choice label={assign.hours} options={hours} value={chosen} onChange={(one) => store.change({ hours: one })} />
    </>
  );
});

/** Only where it has to be said: somebody handles for two, or the street office speaks for them. */
const WhosePart = observer(({ store, report }: Part) => {
  const open = report.parts.filter(({ doneAt }) => doneAt === null);
  const { handle } = say;
  if (open.length < 2) return null;
  const nameOf = ({ unit, lead }: Report['parts'][number]) =>
    lead ? handle.lead(unit?.name ?? handle.street) : (unit?.name ?? handle.street);
  return (
    <Choice
      label={handle.part}
      options={open.map((part) => [part.id, nameOf(part)] as const)}
      value={store.form.partId}
      onChange={(partId) => store.change({ partId })}
    />
  );
});

const Heard = observer(({ store, report }: Part) => {
  const { agreed } = store.form;
  const { heard } = say;
  return (
    <>
      {isDoneByMe(report) && <View className="actsheet__note">{heard.second}</View>}
      <Choice
        label={heard.agreed}
        options={[
          ['yes', heard.yes],
          ['no', heard.no],
        ]}
        value={agreed === null ? null : agreed ? 'yes' : 'no'}
        onChange={(one) => store.change({ agreed: one === 'yes' })}
      />
    </>
  );
});

const Headline = observer(({ store }: Part) => (
  <Field
    label={say.publish.title}
    placeholder={say.publish.titleHint}
    max={40}
    value={store.form.title}
    wrong={store.act.failure?.fields['title']}
    onChange={(title) => store.change({ title })}
  />
));
