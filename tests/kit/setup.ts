import { buildTemplate } from './engine';

export default buildTemplate;
