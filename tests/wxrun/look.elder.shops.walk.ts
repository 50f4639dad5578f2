import { lookInThe } from './look';

lookInThe('elder', 'shops');
