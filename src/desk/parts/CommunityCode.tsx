import { useState } from 'react';
import { call } from '../../kit/call';
import { Card, Row } from '../../kit/ui';
import { codesOfCommunity } from '../codes';
import { say } from '../words';
import { CodeSheet } from './CodeSheet';

/** The code that opens a community, for its doors and its office. */
export const CommunityCode = ({ code }: { code: string }) => {
  const [open, setOpen] = useState(false);
  const { community } = say.code;
  return (
    <>
      <Card>
        <Row title={community} onTap={() => setOpen(true)} />
      </Card>
      {open && <CodeSheet title={community} asks={codesOfCommunity(call, code)} onClose={() => setOpen(false)} />}
    </>
  );
};
