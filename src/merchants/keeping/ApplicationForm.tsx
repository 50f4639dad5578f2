import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { isWeapp, platform } from '../../kit/platform';
import { Button, Choice, Field } from '../../kit/ui';
import { Pictures } from '../../kit/ui/Pictures';
import { categories } from '../audiences';
import { Hint, Section } from '../parts/Hint';
import type { ApplicationStore } from './application';
import { ItemList } from './ItemList';
import { say } from './words';

/** Everything that a shop says of itself. */
export const ApplicationForm = observer(({ store }: { store: ApplicationStore }) => {
  const { form, wrong, items, aim } = store;
  const { apply } = say;
  const pick = async () => {
    const spot = await platform.pickLocation();
    if (!spot) return;
    const { latitude, longitude, address } = spot;
    store.change({
      location: { latitude, longitude },
      ...(address && !form.address.trim() && { address: address.slice(0, limits.address) }),
    });
  };
  return (
    <>
      <Field
        label={apply.name}
        placeholder={apply.nameHint}
        max={limits.shopName}
        value={form.name}
        wrong={wrong['name']}
        onChange={(name) => store.change({ name })}
      />
      <Choice
        label={apply.category}
        options={categories}
        value={form.category}
        onChange={(category) => store.change({ category })}
      />
      {wrong['category'] && <Hint wrong>{wrong['category']}</Hint>}
      <Field
        label={apply.address}
        placeholder={apply.addressHint}
        max={limits.address}
        value={form.address}
        wrong={wrong['address']}
        onChange={(address) => store.change({ address })}
      />
      {isWeapp && (
        <View className="apply__map">
          <Button kind="quiet" onTap={() => void pick()}>
            {form.location ? apply.mapAgain : apply.map}
          </Button>
        </View>
      )}
      <Field
        label={apply.phone}
        placeholder={apply.phoneHint}
        max={20}
        value={form.phone}
        wrong={wrong['phone']}
        onChange={(phone) => store.change({ phone })}
      />
      <Field
        label={apply.hours}
        placeholder={apply.hoursHint}
        max={40}
        value={form.hours}
        wrong={wrong['hours']}
        onChange={(hours) => store.change({ hours })}
      />
      <Field
        long
        label={apply.about}
        placeholder={apply.aboutHint}
        max={300}
        value={form.about}
        wrong={wrong['about']}
        onChange={(about) => store.change({ about })}
      />
      <Pictures
        label={apply.door}
        says={{ add: apply.addDoor, remove: apply.remove }}
        pictures={form.door}
        most={1}
        sent={store.doorSent}
        onAdd={(paths) => store.add('door', paths)}
        onRemove={(id) => store.remove('door', id)}
      />
      {wrong['door'] && <Hint wrong>{wrong['door']}</Hint>}
      <Hint>{apply.doorWhy}</Hint>
      <Pictures
        label={apply.documents(form.documents.length)}
        says={{ add: apply.addDocument, remove: apply.remove }}
        pictures={form.documents}
        most={limits.documents}
        sent={store.documentsSent}
        onAdd={(paths) => store.add('documents', paths)}
        onRemove={(id) => store.remove('documents', id)}
      />
      <Hint>{apply.documentsWhy}</Hint>
      {!('amend' in aim) && (
        <>
          <Section>{apply.services}</Section>
          <View className="apply__note">{apply.servicesNote}</View>
          <ItemList items={items} />
        </>
      )}
      <View className="apply__note">{apply.kept}</View>
    </>
  );
});
