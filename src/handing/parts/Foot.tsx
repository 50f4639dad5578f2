import { observer } from 'mobx-react-lite';
import { isWeapp, platform } from '../../kit/platform';
import { Button } from '../../kit/ui';
import type { Counter } from '../counter';
import type { Listing, Today } from '../listing';
import type { Notebook } from '../notebook';
import { say } from '../words';

/** What came of it stands above: whoever has scrolled sees it, too. */
const thenUp = (done: Promise<void>): Promise<void> => done.then(platform.toTop);

/** What the thumb reaches at the desk: a code is read, or eggs are handed to whoever showed one. */
export const CodeFoot = observer(({ counter }: { counter: Counter }) => {
  const { visitor, asked, sent, count, typed, isReady } = counter;
  const scan = async () => {
    const text = await platform.scan();
    if (text !== null) await thenUp(counter.look(text));
  };
  if (visitor)
    return (
      <>
        <Button kind="main" busy={sent.busy} onTap={() => void thenUp(counter.hand())}>
          {visitor.ticket === null ? say.note(count) : say.hand(count)}
        </Button>
        <Button onTap={() => counter.leave()}>{say.leave}</Button>
      </>
    );
  if (!counter.notebook.isDay) return <Off />;
  const isTyped = typed !== '';
  return (
    <>
      {(isTyped || !isWeapp) && (
        <Button kind="main" busy={asked.busy} disabled={!isReady} onTap={() => void thenUp(counter.look(typed))}>
          {isReady ? say.send : say.need}
        </Button>
      )}
      {isWeapp && (
        <Button kind={isTyped ? 'plain' : 'main'} busy={asked.busy} onTap={() => void scan()}>
          {say.scan}
        </Button>
      )}
    </>
  );
});

/** On another day nothing can be handed out, whatever is read or found. */
const Off = () => (
  <Button kind="main" disabled>
    {say.off}
  </Button>
);

interface ListProps {
  listing: Listing;
  today: Today;
  notebook: Notebook;
}

/** The same for somebody from the list: found, and written down for a second person. */
export const ListFoot = observer(({ listing, today, notebook }: ListProps) => {
  const { holder, sent, found, count, isReady, way } = listing;
  const write = async () => {
    if (!(await listing.send())) return;
    platform.toTop();
    await today.look();
  };
  if (!notebook.isDay) return <Off />;
  return holder && holder.left > 0 ? (
    <Button kind="main" busy={sent.busy} onTap={() => void write()}>
      {say.list.send(count)}
    </Button>
  ) : (
    <Button busy={found.busy} disabled={!isReady} onTap={() => void listing.find()}>
      {isReady ? say.list.find : say.list.need[way]}
    </Button>
  );
});
