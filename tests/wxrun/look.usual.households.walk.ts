import { lookInThe } from './look';

lookInThe('usual', 'households');
