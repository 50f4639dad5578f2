import { lookInThe } from './look';

lookInThe('usual', 'campaigns');
