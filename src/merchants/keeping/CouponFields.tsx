import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { CouponKind } from '../../../types/coupons';
import { Choice, Field } from '../../kit/ui';
import { DayField } from '../parts/DayField';
import { Hint } from '../parts/Hint';
import type { IssueStore } from './issuing';
import { say } from './words';

const { issue: words } = say;
const kinds = Object.entries(words.kinds) as [CouponKind, string][];

/** What a coupon is, how many there are, and until when. */
export const CouponFields = observer(({ store }: { store: IssueStore }) => {
  const { form, wrong, draft, today } = store;
  const number = (field: 'yuan' | 'total' | 'perPerson' | 'keepDays', label: string, placeholder: string) => (
    <Field
      label={label}
      placeholder={placeholder}
      type="number"
      max={6}
      value={form[field]}
      wrong={wrong[field]}
      onChange={(typed) => draft.change({ [field]: typed })}
    />
  );
  return (
    <>
      <Choice label={words.kind} options={kinds} value={form.kind} onChange={(kind) => draft.change({ kind })} />
      <Hint>{words.kindNotes[form.kind]}</Hint>
      <Field
        label={words.title}
        placeholder={words.titleHint[form.kind]}
        max={30}
        value={form.title}
        wrong={wrong['title']}
        onChange={(title) => draft.change({ title })}
      />
      {form.kind === 'off' && number('yuan', words.yuan, words.yuanHint)}
      <Field
        label={words.conditions}
        placeholder={words.conditionsHint}
        max={200}
        value={form.conditions}
        wrong={wrong['conditions']}
        onChange={(conditions) => draft.change({ conditions })}
      />
      <View className="issue__pair">
        <View className="issue__half">{number('total', words.total, '')}</View>
        <View className="issue__half">{number('perPerson', words.perPerson, '')}</View>
      </View>
      <DayField
        label={words.firstDay}
        value={form.firstDay}
        start={today}
        wrong={wrong['firstDay']}
        onChange={(firstDay) => draft.change({ firstDay })}
      />
      <DayField
        label={words.lastDay}
        value={form.lastDay}
        start={today}
        wrong={wrong['lastDay']}
        onChange={(lastDay) => draft.change({ lastDay })}
      />
      {number('keepDays', words.keepDays, '')}
      <Hint>{words.keepDaysNote}</Hint>
    </>
  );
});
