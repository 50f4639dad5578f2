import { lookInThe } from './look';

lookInThe('elder', 'reports');
