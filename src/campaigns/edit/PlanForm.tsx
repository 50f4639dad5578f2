import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { Card, Field } from '../../kit/ui';
import { DayField } from '../parts/DayField';
import { Section } from '../parts/Section';
import { Communities } from './Communities';
import { PickUps } from './PickUps';
import { mostOf, numberIn } from './plan';
import type { PlanStore } from './store';
import { say } from './words';

/** All that a plan says; of one that has begun, what can still be said. */
export const PlanForm = observer(({ store, isWhole }: { store: PlanStore; isWhole: boolean }) => {
  const { form, sent, today } = store;
  const { name, firstDay, lastDay, cap, reserve } = form;
  const wrong = sent.failure?.fields ?? {};
  return (
    <>
      {isWhole && (
        <>
          <Field
            label={say.name}
            placeholder={say.nameHint}
            max={40}
            value={name}
            wrong={wrong['name']}
            onChange={(typed) => store.change({ name: typed })}
          />
          <DayField
            label={say.firstDay}
            value={firstDay}
            start={today}
            wrong={wrong['firstDay']}
            onChange={(day) => store.change({ firstDay: day })}
          />
          <DayField
            label={say.lastDay}
            value={lastDay}
            start={firstDay}
            wrong={lastDay < firstDay ? say.lacks.order : wrong['lastDay']}
            onChange={(day) => store.change({ lastDay: day })}
          />
          <Field
            label={say.cap}
            placeholder={say.capHint}
            type="number"
            max={3}
            value={cap}
            wrong={wrong['cap']}
            onChange={(typed) => store.change({ cap: typed })}
          />
          <View className="plan__hint">{say.capNote}</View>
          <Communities store={store} />
        </>
      )}
      <PickUps store={store} />
      <View className="plan__reserve">
        <Field
          label={say.reserve}
          placeholder={say.reserveHint}
          type="number"
          max={2}
          value={reserve}
          wrong={wrong['reserve']}
          onChange={(typed) => store.change({ reserve: typed })}
        />
        <View className="plan__hint">{say.reserveNote(numberIn(reserve) ?? 0)}</View>
      </View>
      {isWhole && <Most store={store} />}
      <View className="plan__note">{say.kept}</View>
    </>
  );
});

/** What the plan may come to, before anybody has read anything. */
const Most = observer(({ store }: { store: PlanStore }) => {
  const { form } = store;
  const { firstDay, lastDay, members, cap, reserve } = form;
  if (!firstDay || !lastDay || lastDay < firstDay || members.length === 0) return null;
  const { days, each, stock, unlimited, withReserve } = mostOf(form);
  return (
    <>
      <Section>{say.preview}</Section>
      <Card>
        <View className="plan__most">{say.days(firstDay, lastDay, days)}</View>
        <View>{say.each(each, days, numberIn(cap) ?? 0)}</View>
        <View>
          {unlimited === members.length
            ? say.stockNone
            : unlimited > 0
              ? say.stockSome(stock, unlimited)
              : say.stockAll(stock)}
        </View>
        {unlimited === 0 && (numberIn(reserve) ?? 0) > 0 && <View>{say.withReserve(withReserve)}</View>}
      </Card>
    </>
  );
});
