import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Grid } from '../../../types/service';
import { a11y } from '../../kit/ui';
import { say } from '../words';
import { GridSheet } from './GridSheet';
import './grid.scss';

interface Props {
  grids: readonly Grid[];
  chosen: Pick<Grid, 'id' | 'name'> | null;
  onChoose: (grid: Pick<Grid, 'id' | 'name'> | null) => void;
}

/** Says which part of a community a list is of, and changes it. Where there are no parts it says nothing. */
export const GridLine = observer(({ grids, chosen, onChoose }: Props) => {
  const [isChoosing, setChoosing] = useState(false);
  const { board: says } = say;
  if (grids.length === 0) return null;
  const line = chosen ? says.inGrid(chosen.name) : says.allGrids;
  return (
    <>
      <View
        className={`gridline ${chosen ? 'gridline--on' : ''}`}
        {...a11y('button')}
        onClick={() => setChoosing(true)}
      >
        {line}
      </View>
      {isChoosing && <GridSheet grids={grids} onChoose={onChoose} onClose={() => setChoosing(false)} />}
    </>
  );
});
