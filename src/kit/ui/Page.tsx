import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { CSSProperties, ReactNode } from 'react';
import { privacy } from '../privacy';
import { session } from '../session';
import { view } from '../view';
import { words } from '../words';
import { a11y } from './a11y';
import { Icon } from './Icon';
import { PersonaSheet, PersonaStrip } from './Persona';
import { PrivacySheet } from './PrivacySheet';
import './page.scss';

interface Props {
  children: ReactNode;
  /** The actions at the thumb. */
  foot?: ReactNode;
}

/** What every page stands in: its paper, its size of text, who is looking, and whether the network is there. */
export const Page = observer(({ children, foot }: Props) => (
  <View className={view.elder ? 'page elder' : 'page'} style={{ '--k': view.k } as CSSProperties}>
    {session.me?.demo && <PersonaStrip />}
    {!view.online && (
      <View className="page__offline" {...a11y('alert')}>
        <Icon name="offline" />
        {words.offline}
      </View>
    )}
    <View className="page__body">{children}</View>
    {foot && <View className="page__foot">{foot}</View>}
    {session.choosing && <PersonaSheet />}
    {privacy.asked && <PrivacySheet />}
  </View>
));
