import { lookInThe } from './look';

lookInThe('elder', 'others');
