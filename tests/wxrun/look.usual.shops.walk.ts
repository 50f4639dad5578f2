import { lookInThe } from './look';

lookInThe('usual', 'shops');
