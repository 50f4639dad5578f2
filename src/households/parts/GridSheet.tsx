import { observer } from 'mobx-react-lite';
import type { Grid } from '../../../types/service';
import { Row, Sheet } from '../../kit/ui';
import { say } from '../words';

type Narrowed = Pick<Grid, 'id' | 'name'> | null;

interface Props {
  grids: readonly Grid[];
  onChoose: (grid: Narrowed) => void;
  onClose: () => void;
}

/** Which part of the community a list is of. */
export const GridSheet = observer(({ grids, onChoose, onClose }: Props) => {
  const choose = (grid: Narrowed) => {
    onClose();
    onChoose(grid);
  };
  const { board: says } = say;
  return (
    <Sheet title={says.grid} onClose={onClose}>
      <Row title={says.allGrids} onTap={() => choose(null)} />
      {grids.map(({ id, name, about }) => (
        <Row key={id} title={name} note={about} onTap={() => choose({ id, name })} />
      ))}
    </Sheet>
  );
});
