import { lookInThe } from './look';

lookInThe('usual', 'reports');
