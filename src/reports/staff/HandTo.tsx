import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import type { Report } from '../../../types/reports';
import { Choice, Loads, Skeleton } from '../../kit/ui';
import { words } from '../../kit/words';
import type { ActingStore } from './acting';
import type { Worker } from './here';
import { say } from './words';

const { to: says } = say;
const nameOf = ({ called, role, me }: Worker) => called ?? (me ? says.me : words.roles[role]);

/** A grid, a colleague by how they are called, or the community again. */
export const HandTo = observer(({ store, report }: { store: ActingStore; report: Report }) => {
  const { here, form } = store;
  useEffect(() => {
    void here.loadGrids();
    void here.loadWorkers();
  }, [here]);
  const to = (chosen: string) => store.change({ to: chosen === form.to ? '' : chosen });
  const waiting = <Skeleton lines={1} title={false} />;
  return (
    <>
      <Loads of={here.workers} retry={() => void here.loadWorkers()} waiting={waiting}>
        {(workers) => (
          <Choice
            label={workers.some(({ me }) => !me) ? says.workers : says.noWorkers}
            options={workers.filter(({ me }) => !me).map((one) => [`worker:${one.id}`, nameOf(one)] as const)}
            value={form.to}
            onChange={to}
          />
        )}
      </Loads>
      <Loads of={here.grids} retry={() => void here.loadGrids()} waiting={waiting}>
        {(grids) => (
          <Choice
            label={grids.length > 0 ? says.grids : says.noGrids}
            options={[
              ...grids
                .filter(({ id }) => id !== report.grid?.id || report.owner.role !== null)
                .map(({ id, name }) => [`grid:${id}`, name] as const),
              ['community', says.community] as const,
            ]}
            value={form.to}
            onChange={to}
          />
        )}
      </Loads>
    </>
  );
});
