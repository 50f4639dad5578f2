import { lookInThe } from './look';

lookInThe('elder', 'campaigns');
