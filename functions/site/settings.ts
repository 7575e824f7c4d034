export { BaseSettings as Settings } from '../shared/settings.ts';
