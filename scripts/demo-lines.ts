/** What a person needs to know about the demo when it starts. Pure. */
import { DEMO_CARDS } from '../src/sandbox/demo.ts';

export function demoLines(): string[] {
  const [{ value: card }] = DEMO_CARDS;
  return [
    'this is the demo with the sandbox: no account is configured (KIOSK_API_TOKEN), and no real money moves',
    `demo cards: touch one on the screen, or present one from another terminal: npm run scan -- ${card}`,
  ];
}
