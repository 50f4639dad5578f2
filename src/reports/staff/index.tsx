import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Report } from '../../../types/reports';
import { call, upload } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { a11y, Button, Card, Failed, Row } from '../../kit/ui';
import { ActingStore, isStale } from './acting';
import { ActSheet } from './ActSheet';
import { say, staffActs, type Sheeted, type StaffAct } from './words';
import './staff.scss';

interface Props {
  report: Report;
  onChanged: (report: Report) => void;
}

const isImmediate = (act: StaffAct): act is 'claim' | 'resume' | 'unpublish' =>
  act === 'claim' || act === 'resume' || act === 'unpublish';

/** An answer comes first; a whistle that nobody has been named for yet, before it. */
function mainOf({ may, parts }: Report): Sheeted | null {
  const isUnassigned = parts.some(({ unit, doneAt }) => unit === null && doneAt === null);
  if (may.includes('assign') && isUnassigned) return 'assign';
  return (['reply', 'handle'] as const).find((act) => may.includes(act)) ?? null;
}

export const hasStaffFoot = (report: Report): boolean => mainOf(report) !== null;

const useActing = ({ report, onChanged }: Props) =>
  useState(() => new ActingStore(call, keep, upload, report.id, report.place.code, onChanged))[0];

/** What most likely is to be done next, at the thumb. */
export const StaffFoot = observer((props: Props) => {
  const { report } = props;
  const store = useActing(props);
  const main = mainOf(report);
  const { asking } = store;
  return (
    <>
      {main && (
        <Button kind="main" onTap={() => store.open(main, report)}>
          {say.acts[main]}
        </Button>
      )}
      {asking && <ActSheet key={asking.act} act={asking.act} store={store} report={report} />}
    </>
  );
});

/** What else staff may do with a report, under its thread. */
export const StaffActs = (props: Props) => {
  const main = mainOf(props.report);
  const may = staffActs.filter((act) => props.report.may.includes(act) && act !== main);
  return <Acts key={props.report.id} may={may} {...props} />;
};

const Acts = observer(({ may, ...props }: Props & { may: readonly StaffAct[] }) => {
  const { report } = props;
  const store = useActing(props);
  const { act, asking } = store;
  const isStaff = may.length > 0 || report.hasCaller;
  if (!isStaff && !asking && !act.failure) return null;
  const begin = async (one: StaffAct) => {
    if (!isImmediate(one)) store.open(one, report);
    else if (await store.now(one)) platform.say(say.at[one]);
  };
  return (
    <>
      <View className="staffacts__title" {...a11y('heading')}>
        {say.section}
      </View>
      {report.hasCaller && <Caller of={store.caller} onLook={() => void store.look()} />}
      {act.failure && !asking && (
        <>
          <Failed failure={act.failure} />
          {isStale(act.failure) && <View className="staffacts__note">{say.reloadedHere}</View>}
        </>
      )}
      {may.length > 0 && (
        <Card>
          {may.map((one) => (
            <Row key={one} title={say.acts[one]} note={say.notes[one]} onTap={() => void begin(one)} />
          ))}
        </Card>
      )}
      {asking && <ActSheet key={asking.act} act={asking.act} store={store} report={report} />}
    </>
  );
});

/** Whom it was entered for: looked up when somebody wants to call them, and not before. */
const Caller = observer(({ of, onLook }: { of: ActingStore['caller']; onLook: () => void }) => {
  const { value, failure, busy } = of;
  const { caller: says } = say;
  if (failure) return <Failed failure={failure} onRetry={onLook} />;
  if (!value)
    return (
      <Card>
        <Row title={says.title} note={busy ? says.looking : says.look} onTap={onLook} />
      </Card>
    );
  const { called, phone } = value;
  return (
    <Card>
      <Row
        title={called ?? says.nobody}
        note={says.note}
        {...(phone && {
          label: says.phone(phone),
          end: <View className="staffacts__phone">{phone}</View>,
          onTap: () => platform.phone(phone),
        })}
      />
    </Card>
  );
});
