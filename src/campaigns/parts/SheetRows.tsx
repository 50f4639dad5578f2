import { observer } from 'mobx-react-lite';
import { fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { Card, Failed, Row } from '../../kit/ui';
import type { SheetOf } from '../sheet';
import { say } from '../words';

const { sheet: says } = say;

/** The manifest to print, and as a table for a computer. */
export const SheetRows = observer(({ of }: { of: SheetOf }) => {
  const { made } = of;
  const print = async () => {
    const url = await of.make('pdf');
    if (url && !(await platform.openDocument(fileUrl(url), 'pdf'))) platform.say(says.failed);
  };
  const copy = async () => {
    const url = await of.make('csv');
    if (url) platform.say((await platform.copy(fileUrl(url))) ? says.copied : says.failed);
  };
  return (
    <>
      <Card>
        <Row title={says.print} note={says.printNote} onTap={() => void print()} />
        <Row title={says.copy} note={says.copyNote} onTap={() => void copy()} />
      </Card>
      {made.failure && <Failed failure={made.failure} />}
    </>
  );
});
