import { lookInThe } from './look';

lookInThe('elder', 'households');
