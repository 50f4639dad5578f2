import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { fileUrl } from '../../kit/call';
import { isWeapp, platform } from '../../kit/platform';
import { a11y, Failed, Row } from '../../kit/ui';
import type { FiguresStore } from '../store';
import { say } from '../words';

/** The same numbers, to be kept or to be worked with: what is in sight, as a table. */
export const TakeAway = observer(({ store }: { store: FiguresStore }) => {
  const { failure } = store.table;
  const open = async () => {
    const url = await store.make('xlsx');
    if (url && !(await platform.openDocument(fileUrl(url), 'xlsx'))) platform.say(say.openFailed);
  };
  const take = async () => {
    const url = await store.make('csv');
    if (!url) return;
    if (!isWeapp) platform.download(fileUrl(url));
    else platform.say((await platform.copy(fileUrl(url))) ? say.copied : say.openFailed);
  };
  const [csv, csvNote] = isWeapp ? [say.csv, say.csvNote] : [say.csvHere, say.csvHereNote];
  return (
    <View className="figures__take">
      <View className="figures__section" {...a11y('heading')}>
        {say.take}
      </View>
      <Row title={say.xlsx} note={say.xlsxNote} onTap={() => void open()} />
      <Row title={csv} note={csvNote} onTap={() => void take()} />
      {failure && <Failed failure={failure} />}
    </View>
  );
});
