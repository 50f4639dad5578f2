import type { MerchantAct, MerchantFile } from '../../../types/shops';
import { go, routes } from '../../kit/routes';
import { Card, Row } from '../../kit/ui';
import { Section } from '../parts/Hint';
import type { Reasoned } from './file';
import { say } from './words';

export type Asking = Reasoned | 'invite' | 'choose';

/** The acts in the order in which they are met, and those that ask for something first. */
const asked: readonly (MerchantAct & Asking)[] = [
  'decline',
  'resume',
  'invite',
  'choose',
  'reissue',
  'suspend',
  'revoke',
];

interface Props {
  file: MerchantFile;
  /** The one that stands at the foot already. */
  main: MerchantAct | null;
  onAsk: (act: Asking) => void;
  onPrint: () => void;
}

/** A row for each thing that may be done with a shop. */
export const Acts = ({ file: { merchant, may }, main, onAsk, onPrint }: Props) => {
  const { id } = merchant;
  const done: [act: MerchantAct, onTap: () => void][] = [
    ['sticker', onPrint],
    ['renew', () => go(routes.renewShop(id))],
    ['amend', () => go(routes.amendShop(id))],
    ['updateServices', () => go(routes.shopServices(id))],
    ...asked.map((act): [MerchantAct, () => void] => [act, () => onAsk(act)]),
  ];
  const rows = done.filter(([act]) => may.includes(act) && act !== main);
  return (
    <>
      <Section>{say.more}</Section>
      <Card>
        {merchant.since !== null && <Row title={say.publicPage} onTap={() => go(routes.shop(id))} />}
        {rows.map(([act, onTap]) => (
          <Row key={act} title={say.acts[act]} onTap={onTap} />
        ))}
      </Card>
    </>
  );
};
