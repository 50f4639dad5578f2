import { observer } from 'mobx-react-lite';
import type { ReportRow } from '../../../types/reports';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { Button, Empty, Loads } from '../../kit/ui';
import { useNow } from '../staff/now';
import { InboxRow } from './InboxRow';
import { Pager } from '../../kit/ui/Pager';
import type { InboxStore } from './store';
import { say } from './words';

const open: readonly ReportRow['state'][] = ['waiting', 'working', 'whistled'];
/** It lies with nobody in particular, and something is to be done. */
const isFree = ({ state, owner }: ReportRow): boolean => open.includes(state) && owner.role === null && !owner.me;

/** One page of reports, to be opened, taken, or picked. */
export const Rows = observer(({ store, isNamed }: { store: InboxStore; isNamed: boolean }) => {
  const { list, picked, view, claimed, claiming } = store;
  const now = useNow();
  const [title, note] = say.empty[view];
  const tap = (row: ReportRow) => {
    if (!picked) go(routes.report(row.id));
    else if (!store.toggle(row)) platform.say(say.picking.most);
  };
  const page = () => {
    if (!store.pickPage()) platform.say(say.picking.most);
  };
  const claim = async (row: ReportRow) => {
    if (await store.claim(row)) platform.say(say.claimed);
  };
  return (
    <Loads of={list.page} retry={() => void list.again()}>
      {({ reports }) => (
        <>
          {reports.length === 0 && <Empty title={title ?? ''}>{note}</Empty>}
          {picked && (
            <Button kind="quiet" onTap={page}>
              {say.picking.page}
            </Button>
          )}
          {reports.map((row) => (
            <InboxRow
              key={row.id}
              row={row}
              now={now}
              isNamed={isNamed}
              picked={picked?.has(row.id)}
              busy={claimed.busy && claiming === row.id}
              onTap={() => tap(row)}
              onClaim={!picked && isFree(row) ? () => void claim(row) : undefined}
            />
          ))}
          <Pager of={list} />
        </>
      )}
    </Loads>
  );
});
