import type { Notice, NoticeAct } from '../../../types/notices';
import { go, routes } from '../../kit/routes';
import { Card, Row } from '../../kit/ui';
import { say } from '../words';

/** The acts that ask for something before they are done. */
export type Asking = 'withdraw' | 'release' | 'code';

interface Props {
  notice: Notice;
  may: readonly NoticeAct[];
  onPin: (pinned: boolean) => void;
  onAsk: (act: Asking) => void;
}

/** A row for each thing that may be done with a notice, but for letting it out: who may do that came for it, and finds it at the thumb. */
export const Acts = ({ notice: { id, pinned }, may, onPin, onAsk }: Props) => {
  const { acts } = say;
  const rows: [name: string, shown: boolean, onTap: () => void][] = [
    [say.open, true, () => go(routes.notice(id))],
    [acts.edit, may.includes('edit'), () => go(routes.rewrite(id))],
    [acts.code, may.includes('code'), () => onAsk('code')],
    [pinned ? acts.unpin : acts.pin, may.includes('pin'), () => onPin(!pinned)],
    [acts.correct, may.includes('correct'), () => go(routes.rewrite(id))],
    [acts.withdraw, may.includes('withdraw'), () => onAsk('withdraw')],
  ];
  return <Card>{rows.map(([name, shown, onTap]) => shown && <Row key={name} title={name} onTap={onTap} />)}</Card>;
};
