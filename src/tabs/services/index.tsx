import { observer } from 'mobx-react-lite';
import { isWeapp } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { scanBadge } from '../../kit/scan';
import { session } from '../../kit/session';
import { Card, Page, Row } from '../../kit/ui';
import { useWaiting } from '../../kit/waiting';
import { Work } from '../Work';
import { say } from '../words';

const { services } = say;

const Services = observer(() => {
  useWaiting();
  return (
    <Page>
      <Work />
      <Card>
        <Row title={services.report} note={services.reportNote} onTap={() => go(routes.fileReport)} />
        <Row title={say.myReports} note={services.mineNote} onTap={() => go(routes.myReports)} />
        <Row title={services.shown} note={services.shownNote} onTap={() => go(routes.shownReports)} />
        {(session.place ?? session.me?.roles[0]) && (
          <Row title={services.figures} note={services.figuresNote} onTap={() => go(routes.figures)} />
        )}
      </Card>
      <Card>
        <Row title={services.find} note={services.findNote} onTap={() => go(routes.find)} />
        <Row title={services.eggs} note={services.eggsNote} onTap={() => go(routes.calendar)} />
      </Card>
      <Card>
        <Row title={services.shops} note={services.shopsNote} onTap={() => go(routes.shops)} />
        <Row title={services.coupons} note={services.couponsNote} onTap={() => go(routes.coupons)} />
        {isWeapp && <Row title={services.scan} note={services.scanNote} onTap={() => void scanBadge()} />}
      </Card>
    </Page>
  );
});

export default Services;
