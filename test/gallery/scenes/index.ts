/** All scenes. */
import { LARGE_TEXT } from './large-text.ts';
import { LAYOUT_SHIFT } from './layout-shift.ts';
import { LETTERING } from './lettering.ts';
import { LOGO } from './logo.ts';
import { RECEIPT_CODE } from './receipt-code.ts';
import type { Visit } from '../checks/check.ts';
import { SESSIONS_LEAVE_NOTHING } from './sessions.ts';
import { STANDARD_TEXT } from './standard-text.ts';
import { TOUCH } from './touch.ts';

export const SCENES: readonly Visit[] = [
  ...LETTERING,
  ...LOGO,
  ...RECEIPT_CODE,
  ...LARGE_TEXT,
  ...LAYOUT_SHIFT,
  ...STANDARD_TEXT,
  ...TOUCH,
  ...SESSIONS_LEAVE_NOTHING,
];
