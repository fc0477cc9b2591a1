import { browserRunner } from './browser.ts';
import { electronRunner } from './electron.ts';
import type { Runner } from './runner.ts';

export const RUNNERS: readonly Runner[] = [browserRunner, electronRunner];
