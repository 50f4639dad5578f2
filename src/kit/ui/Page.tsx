import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { CSSProperties, ReactNode } from 'react';
import { usePlacePhone } from '../phones';
import { privacy } from '../privacy';
import { session } from '../session';
import { view } from '../view';
import { words } from '../words';
import { a11y } from './a11y';
import { CallPlace } from './CallPlace';
import { Icon } from './Icon';
import { PersonaSheet, PersonaStrip } from './Persona';
import { PrivacySheet } from './PrivacySheet';
import './page.scss';

interface Props {
  children: ReactNode;
  /** The actions at the thumb. */
  foot?: ReactNode;
  /** In the elder view it has the telephone at the thumb itself. */
  phoned?: boolean;
}

/** What every page stands in: its paper, its size of text, who is looking, and whether the network is there. */
export const Page = observer(({ children, foot, phoned = false }: Props) => (
  <View className={view.elder ? 'page elder' : 'page'} style={{ '--k': view.k } as CSSProperties}>
    {session.me?.demo && <PersonaStrip />}
    {!view.online && (
      <View className="page__offline" {...a11y('alert')}>
        <Icon name="offline" />
        <View>{words.offline}</View>
      </View>
    )}
    <View className="page__body">
      {children}
      {view.elder && !phoned && <AtHand />}
    </View>
    {foot && <View className="page__foot">{foot}</View>}
    {session.choosing && <PersonaSheet />}
    {privacy.asked && <PrivacySheet />}
  </View>
));

/** Somebody who cannot get on speaks to a person instead. Whoever works here knows the number. */
const AtHand = observer(() => {
  const phone = usePlacePhone();
  if (!phone || (session.me?.roles.length ?? 0) > 0) return null;
  return (
    <View className="page__phone">
      <CallPlace phone={phone} />
    </View>
  );
});
