import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { isWeapp } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { scanBadge } from '../../kit/scan';
import { session } from '../../kit/session';
import { Card, Page, Row } from '../../kit/ui';
import { say } from '../words';
import './index.scss';

const { services } = say;

const Services = observer(() => {
  const { me } = session;
  const desk = me?.desk[0];
  const isVisitor = me !== null && me.visits.length > 0;
  return (
    <Page>
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
      {(desk || isVisitor) && (
        <Card>
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
      <View className="services__coming">{services.coming}</View>
    </Page>
  );
});

export default Services;
