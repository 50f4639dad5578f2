import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Card, Page, Row } from '../../kit/ui';
import { say } from '../words';
import './index.scss';

const { services } = say;

const Services = observer(() => {
  const desk = session.me?.desk[0];
  return (
    <Page>
      <Card>
        <Row title={services.find} note={services.findNote} label={services.find} onTap={() => go(routes.find)} />
        <Row title={services.eggs} note={services.eggsNote} label={services.eggs} onTap={() => go(routes.calendar)} />
        {desk && (
          <Row
            title={services.desk}
            note={services.deskNote(desk.name)}
            label={services.desk}
            onTap={() => go(routes.desk)}
          />
        )}
      </Card>
      <View className="services__coming">{services.coming}</View>
    </Page>
  );
});

export default Services;
