import { useState } from 'react';
import { Button, Card, Choice, Field, Row, Sheet } from '../../kit/ui';
import { say } from '../words';
import { Part } from './Part';

/** What can be pressed: it counts, so that a press that should do nothing is seen to do nothing. */
export const Acting = () => {
  const [times, setTimes] = useState(0);
  const press = () => setTimes((before) => before + 1);
  const { button, row } = say;
  return (
    <>
      <Part of="buttons">
        <Button kind="main" onTap={press}>
          {button.main}
        </Button>
        <Button onTap={press}>{button.plain}</Button>
        <Button kind="quiet" onTap={press}>
          {button.quiet}
        </Button>
        <Button kind="main" busy onTap={press}>
          {button.busy}
        </Button>
        <Button kind="main" disabled onTap={press}>
          {button.disabled}
        </Button>
        <Button onTap={press}>{button.long}</Button>
      </Part>
      <Part of="cards">
        <Card>
          <Row title={row.title} note={row.note} onTap={press} />
          <Row title={row.long} note={row.note} end={row.end} />
          <Row title={button.tapped(times)} />
        </Card>
        <Card tone="yolk">{say.tones.yolk}</Card>
        <Card tone="red">{say.tones.red}</Card>
      </Part>
    </>
  );
};

type Kind = keyof typeof say.kinds;

/** What is filled in: empty, filled, and wrong. */
export const Filling = () => {
  const { field } = say;
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<Kind>('notice');
  return (
    <Part of="fields">
      <Field label={field.title} placeholder={field.hint} max={20} value={title} onChange={setTitle} />
      <Field label={field.filled} max={20} value={field.filled} wrong={field.wrong} onChange={() => undefined} />
      <Field long label={field.long} placeholder={field.longHint} max={200} value="" onChange={() => undefined} />
      <Choice<Kind>
        label={field.kind}
        options={Object.entries(say.kinds) as [Kind, string][]}
        value={kind}
        onChange={setKind}
      />
    </Part>
  );
};

export const Sheets = () => {
  const [isOpen, setOpen] = useState(false);
  const { sheet } = say;
  return (
    <Part of="sheets">
      <Button onTap={() => setOpen(true)}>{sheet.open}</Button>
      {isOpen && (
        <Sheet
          title={sheet.title}
          foot={<Button onTap={() => setOpen(false)}>{sheet.keep}</Button>}
          onClose={() => setOpen(false)}
        >
          {sheet.text}
        </Sheet>
      )}
    </Part>
  );
};
