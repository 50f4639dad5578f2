import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Place } from '../../../../types/org';
import { go, routes } from '../../../kit/routes';
import { a11y, Icon } from '../../../kit/ui';
import { view } from '../../../kit/view';
import { words } from '../../../kit/words';
import { say } from '../../words';
import './masthead.scss';

/** The head of the paper: its name, whose it is, the day, and the way to larger text. */
export const Masthead = observer(({ place }: { place: Place | null }) => (
  <View className="masthead">
    <View className="masthead__name" {...a11y('heading')}>
      {words.name}
    </View>
    <View className="masthead__side">
      {place && (
        <View
          className="masthead__place"
          {...a11y('button', `${place.name} ${say.changePlace}`)}
          onClick={() => go(routes.find)}
        >
          {place.name}
          <Icon name="down" />
        </View>
      )}
      <View className="masthead__date">{words.date(Date.now())}</View>
    </View>
    <View
      className="masthead__elder"
      {...a11y('button', view.elder ? words.elder.turnOff : words.elder.turnOn)}
      onClick={() => view.switchElder()}
    >
      <Icon name="elder" />
      {view.elder ? words.elder.turnOff : words.elder.name}
    </View>
  </View>
));
