import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { Card, Choice, Field } from '../../kit/ui';
import { Pictures } from '../../kit/ui/Pictures';
import { daysLeft } from '../agreements';
import { DayField } from '../parts/DayField';
import { Hint } from '../parts/Hint';
import { say as shop } from '../words';
import type { SigningStore } from './signing';
import { say } from './words';

const { sign: words } = say;
const consents = [
  ['no', words.consentNo],
  ['yes', words.consentYes],
] as const;

/** The agreement as its paper says, and what will be true once it is signed. */
export const SigningForm = observer(({ store }: { store: SigningStore }) => {
  const { form, wrong, draft, picture } = store;
  const { firstDay, lastDay, papers } = form;
  return (
    <>
      <DayField
        label={words.firstDay}
        value={firstDay}
        wrong={wrong['firstDay']}
        onChange={(day) => draft.change({ firstDay: day })}
      />
      <DayField
        label={words.lastDay}
        value={lastDay}
        start={firstDay}
        wrong={wrong['lastDay']}
        onChange={(day) => draft.change({ lastDay: day })}
      />
      <Field
        long
        label={words.promises}
        placeholder={words.promisesHint}
        max={500}
        value={form.promises}
        wrong={wrong['promises']}
        onChange={(promises) => draft.change({ promises })}
      />
      <Choice
        label={words.consent}
        options={consents}
        value={form.consentNeeded ? 'yes' : 'no'}
        onChange={(chosen) => draft.change({ consentNeeded: chosen === 'yes' })}
      />
      <Hint>{words.consentHow}</Hint>
      <Pictures
        label={words.papers(papers.length)}
        says={{ add: words.addPaper, remove: words.remove }}
        pictures={papers}
        most={limits.documents}
        sent={picture}
        onAdd={(paths) => store.add(paths)}
        onRemove={(id) => draft.change({ papers: papers.filter((one) => one.id !== id) })}
      />
      <Hint>{words.papersWhy}</Hint>
      {!wrong['lastDay'] && (
        <Card>
          <View className="signing__then">{words.validThen}</View>
          <View>{words.valid(shop.date(firstDay), shop.date(lastDay), daysLeft(lastDay, firstDay))}</View>
        </Card>
      )}
      <View className="signing__note">{words.kept}</View>
    </>
  );
});
