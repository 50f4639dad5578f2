import { observer } from 'mobx-react-lite';
import { isWeapp } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { scanBadge } from '../../kit/scan';
import { session } from '../../kit/session';
import { Card, Page, Row } from '../../kit/ui';
import { useWaiting } from '../../kit/waiting';
import { say } from '../words';
import { Answering } from './Answering';
import './index.scss';

const { services } = say;

const Services = observer(() => {
  const { me } = session;
  const desk = me?.desk[0];
  const isVisitor = me !== null && me.visits.length > 0;
  // Grid workers answer residents, editors write for them, and both have to do with eggs.
  const isEggStaff = me !== null && me.answers.length + me.desk.length > 0;
  useWaiting();
  return (
    <Page>
      {me && <Answering me={me} />}
      <Card>
        <Row
          title={services.report}
          note={services.reportNote}
          label={services.report}
          onTap={() => go(routes.fileReport)}
        />
        <Row title={say.myReports} note={services.mineNote} label={say.myReports} onTap={() => go(routes.myReports)} />
        <Row
          title={services.shown}
          note={services.shownNote}
          label={services.shown}
          onTap={() => go(routes.shownReports)}
        />
      </Card>
      <Card>
        <Row title={services.find} note={services.findNote} label={services.find} onTap={() => go(routes.find)} />
        <Row title={services.eggs} note={services.eggsNote} label={services.eggs} onTap={() => go(routes.calendar)} />
      </Card>
      <Card>
        <Row title={services.shops} note={services.shopsNote} label={services.shops} onTap={() => go(routes.shops)} />
        <Row
          title={services.coupons}
          note={services.couponsNote}
          label={services.coupons}
          onTap={() => go(routes.coupons)}
        />
        {isWeapp && (
          <Row title={services.scan} note={services.scanNote} label={services.scan} onTap={() => void scanBadge()} />
        )}
      </Card>
      {(desk || isVisitor || isEggStaff) && (
        <Card>
          {isEggStaff && (
            <Row
              title={services.campaigns}
              note={services.campaignsNote}
              label={services.campaigns}
              onTap={() => go(routes.campaigns)}
            />
          )}
          {desk && (
            <Row
              title={services.desk}
              note={services.deskNote(desk.name)}
              label={services.desk}
              onTap={() => go(routes.desk)}
            />
          )}
          {isVisitor && (
            <Row
              title={services.shopsDesk}
              note={services.shopsDeskNote}
              label={services.shopsDesk}
              onTap={() => go(routes.shopsDesk)}
            />
          )}
        </Card>
      )}
    </Page>
  );
});

export default Services;
