import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Button, Card } from '../../kit/ui';
import { differencesOf } from '../differences';
import { Differences } from '../parts/Differences';
import { Section } from '../parts/Section';
import type { Manifest, PlaceStore } from './store';
import { say } from './words';

const signOf = (a: number, b: number): string => (a === b ? '=' : a < b ? '<' : '>');

/** promised = delivered = collected + returned + broken, in figures; what does not agree stands below, with what people say of it. */
export const Sums = observer(({ store, manifest }: { store: PlaceStore; manifest: Manifest }) => {
  const { standing, may } = manifest;
  const { promised, delivered, collected, returned, broken, uncollected, red } = standing;
  const { sum } = say;
  const parts: [sign: string, name: string, n: number, isRed?: boolean][] = [
    ['', sum.promised, promised],
    [signOf(promised, delivered), sum.delivered, delivered, red.includes('short')],
    [signOf(delivered, collected + returned + broken), sum.collected, collected, red.includes('open')],
    ['+', sum.returned, returned],
    ['+', sum.broken, broken],
  ];
  const differences = differencesOf(standing);
  // Before anything has come there is nothing to explain yet.
  const asked = differences.filter(
    (about) => may.includes('explain') && (red.includes(about) || (about === 'short' && delivered > 0)),
  );
  return (
    <>
      <Section note={say.sumsNote}>{say.sums}</Section>
      <Card {...(red.length > 0 && { tone: 'red' })}>
        <View className="sums">
          {parts.map(([sign, name, n, isRed]) => (
            <View key={name} className="sums__part" {...a11y('img', say.sumLabel(name, n))}>
              <View className={`sums__sign ${sign ? '' : 'sums__sign--none'} ${isRed ? 'sums__sign--red' : ''}`}>
                {sign}
              </View>
              <View className="sums__of">
                <View className="sums__figure">{n}</View>
                <View className="sums__name">{name}</View>
              </View>
            </View>
          ))}
        </View>
        {differences.length === 0 && delivered > 0 && <View className="sums__good">{say.agrees}</View>}
        <Differences standing={standing} most={3} />
        {uncollected > 0 && <View className="sums__rest">{say.uncollected(uncollected)}</View>}
      </Card>
      <View className="sums__explain">
        {asked.map((about) => (
          <Button key={about} onTap={() => store.open({ what: 'explain', about })}>
            {say.explainOf(say.about(about, standing[about], red.includes(about)))}
          </Button>
        ))}
      </View>
    </>
  );
});
