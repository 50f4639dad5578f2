import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { ReportRow } from '../../../types/reports';
import { a11y } from '../../kit/ui';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import { calledLeft, leftOf } from '../staff/left';
import { say } from './words';

interface Props {
  row: ReportRow;
  now: number;
  /** In a list of several communities each row says which. */
  isNamed: boolean;
  /** Whether it is picked, where rows are being picked. */
  picked?: boolean | undefined;
  onTap: () => void;
  /** Takes it, where it lies with nobody. */
  onClaim?: (() => void) | undefined;
  busy?: boolean;
  /** In the list of those that were called to it. */
  isCalled?: boolean;
}

/**
 * One report in a list of staff. Five nodes: eight of them and the page around them stay below sixty, however
 * many reports there are.
 */
export const InboxRow = observer(
  ({ row, now, isNamed, picked, onTap, onClaim, busy = false, isCalled = false }: Props) => {
    const [tone, left] = isCalled ? calledLeft(row, now) : leftOf(row, now);
    const { kind, place, grid, where, people, owner, excerpt } = row;
    const facts = words.facts(
      kind === 'comment' ? say.comment : null,
      isNamed ? place.name : null,
      grid?.name ?? null,
      where,
      people > 1 ? say.people(people) : null,
      say.of(owner),
    );
    const state =
      picked === undefined ? (onClaim ? 'inrow--free' : '') : `inrow--pick ${picked ? 'inrow--picked' : ''}`;
    const report = (
      <View
        className={`inrow inrow--${tone} ${state}`}
        {...a11y(picked === undefined ? 'button' : 'checkbox')}
        {...(picked !== undefined && { 'aria-checked': picked })}
        onClick={onTap}
      >
        <View className="inrow__left">{left}</View>
        <View className="inrow__text">{excerpt}</View>
        <View className="inrow__meta">{facts}</View>
      </View>
    );
    // Beside the row and not within it: one button inside another is none to a screen reader.
    const claim = onClaim && (
      <View className={`inclaim ${busy ? 'inclaim--busy' : ''}`} {...a11y('button')} onClick={onClaim}>
        {say.claim}
      </View>
    );
    return view.elder ? (
      <>
        {report}
        {claim}
      </>
    ) : (
      <>
        {claim}
        {report}
      </>
    );
  },
);
