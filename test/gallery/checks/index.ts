/** All checks, in the order in which they run on a page. Those that press keys or change the page come last. */
import { axe } from './axe.ts';
import type { Check } from './check.ts';
import { contrast } from './contrast.ts';
import { criteria } from './criteria.ts';
import { focus } from './focus.ts';
import { forcedColors } from './forced-colors.ts';
import { largeText } from './large-text.ts';
import { direction } from './direction.ts';
import { motion } from './motion.ts';
import { privacy } from './privacy.ts';
import { startOfFocus } from './start-of-focus.ts';
import { still } from './still.ts';
import { words } from './words.ts';
import { layout } from './layout.ts';
import { sight } from './sight.ts';
import { skeleton } from './skeleton.ts';
import { spacing } from './spacing.ts';

export const CHECKS: readonly Check[] = [
  startOfFocus,
  direction,
  words,
  layout,
  sight,
  criteria,
  skeleton,
  contrast,
  forcedColors,
  largeText,
  axe,
  spacing,
  motion,
  still,
  privacy,
  focus,
];
