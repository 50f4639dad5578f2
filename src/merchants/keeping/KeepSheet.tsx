import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import type { MyShopsStore } from './mine';
import { say } from './words';

const DIGITS = 10;

/** Taking over a shop by the code that its community gave. */
export const KeepSheet = observer(
  (props: { store: MyShopsStore; onKept: (name: string) => void; onClose: () => void }) => {
    const { store, onKept, onClose } = props;
    const { code, kept } = store;
    const { keepSheet: words } = say;
    const isWhole = code.text.replace(/\D/g, '').length === DIGITS;
    const send = async () => {
      const file = await store.keepBy();
      if (file) onKept(file.merchant.name);
    };
    const foot = (
      <>
        {kept.failure && <Failed failure={kept.failure} />}
        <Button kind="main" busy={kept.busy} disabled={!isWhole} onTap={() => void send()}>
          {isWhole ? words.send : words.need}
        </Button>
      </>
    );
    return (
      <Sheet title={words.title} foot={foot} onClose={onClose}>
        <View className="myshop__note">{words.note}</View>
        <Field
          label={words.label}
          placeholder={words.hint}
          type="number"
          max={DIGITS}
          value={code.text}
          wrong={kept.failure?.fields['code']}
          onChange={(text) => code.type(text)}
        />
      </Sheet>
    );
  },
);
