import { lookedAt } from './looks';

lookedAt(1);
