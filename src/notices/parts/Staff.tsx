import type { NoticeAct } from '../../../types/notices';
import { go, routes } from '../../kit/routes';
import { Card, Row } from '../../kit/ui';
import { say } from '../words';

/** For those who answer for this notice: the ways to its desk. */
export const Staff = ({ noticeId, may }: { noticeId: string; may: readonly NoticeAct[] }) => {
  if (may.length === 0) return null;
  const isDraft = may.includes('edit');
  return (
    <Card>
      {isDraft ? (
        <Row title={say.edit} onTap={() => go(routes.rewrite(noticeId))} />
      ) : (
        <Row title={say.manage} onTap={() => go(routes.deskNotice(noticeId))} />
      )}
    </Card>
  );
};
