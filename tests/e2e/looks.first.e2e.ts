import { lookedAt } from './looks';

lookedAt(0);
