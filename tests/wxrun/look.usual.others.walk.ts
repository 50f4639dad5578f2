import { lookInThe } from './look';

lookInThe('usual', 'others');
