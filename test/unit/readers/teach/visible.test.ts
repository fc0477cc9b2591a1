import { expect, it } from 'vitest';
import { visible } from '../../../../src/main/readers/teach/visible.ts';

it('shows what nobody sees by its name, and everything else as it is', () => {
  expect(visible('\u0002CARD é\u001d1\u007f')).toBe('<STX>CARD é<GS>1<DEL>');
});
