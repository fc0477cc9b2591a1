/** Explains the kiosk in three steps, and says where to find help. */
import { m } from '../messages/generated/messages.js';
import { line } from '../presentation/presentation.ts';
import { closeAction, SHEET_EXIT, type SheetContent } from './sheet.ts';

export const help = (() => {
  const heading = m.help_heading();
  const steps = { card: m.help_card(), amount: m.help_amount(), pay: m.help_pay() };
  const staff = m.help_staff();
  // The voice explains the keys and does not list the only button.
  const close = { ...closeAction(), isAnnounced: false };
  return {
    heading,
    steps,
    staff,
    close,
    lines: [heading, ...Object.values(steps), staff, m.say_keys()].map(line),
    actions: [close],
    escape: SHEET_EXIT,
  };
}) satisfies SheetContent;
