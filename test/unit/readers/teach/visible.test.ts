import { expect, it } from 'vitest';
import { visible } from '../../../../src/main/readers/teach/visible.ts';

it('shows control characters by name, and all others as they are', () => {
  expect(visible('\u0002CARD é\u001d1\u007f')).toBe('<STX>CARD é<GS>1<DEL>');
});
