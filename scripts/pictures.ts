/** `npm run pictures`: takes the pictures anew that the screens are compared with; look at what changed before it is committed. */
import { runSteps } from './steps.ts';

process.env['KIOSK_ACCEPT_PICTURES'] = '1';
process.exitCode = await runSteps([
  {
    name: 'pictures of every screen',
    command: ['vitest', 'run', '--project', 'e2e', 'test/e2e/pictures.test.ts'],
  },
]);
