import { NotStaff as Wall } from '../../kit/ui/NotStaff';
import { say } from './words';

export const NotStaff = () => <Wall title={say.notStaff} />;
