/**
 * Faults that somebody might make in a screen. Each is planted by replacing a text that stands once in the renderer,
 * in whichever file it is.
 */

/** Which run catches a fault. The sample is part of `npm test`, the full gallery and the other tests of `.ci/run`. */
export type CaughtBy =
  | 'sample'
  /** The gallery with these arguments: the part of the full run that catches it. */
  | { full: readonly string[] }
  /** These unit tests. */
  | { unit: readonly string[] };

export interface ScreenMutant {
  name: string;
  find: string;
  replace: string;
  caughtBy: CaughtBy;
}

const INK_SOFT = '--ink-soft: oklch(43% 0.015 70);';

export const SCREEN_MUTANTS: readonly ScreenMutant[] = [
  {
    name: 'the controls of the bar lose their labels',
    find: '<span>{label}</span>\n</button>\n\n<style>\n  button {\n    position: relative;',
    replace: '</button>\n\n<style>\n  button {\n    position: relative;',
    caughtBy: 'sample',
  },
  {
    name: 'quiet text has a contrast of 4.2',
    find: INK_SOFT,
    replace: INK_SOFT.replace('43%', '59%'),
    caughtBy: 'sample',
  },
  {
    name: 'the main button lies over the one beside it',
    find: '.main-act {\n    position: relative;',
    replace: '.main-act {\n    position: relative;\n    margin-top: -4rem;',
    caughtBy: 'sample',
  },
  {
    name: 'what the idle screen says lies over the bar',
    find: '<div {@attach fittingLines}>',
    replace: '<div>',
    caughtBy: { full: ['--fixture', 'idle-reader-away', '--look', 'small', '--only', 'layout'] },
  },
  {
    name: 'headings are cut off after one line',
    find: 'h1,\nh2 {\n  font-size: inherit;',
    replace: 'h1,\nh2 {\n  max-height: 1em;\n  overflow: hidden;\n  font-size: inherit;',
    caughtBy: 'sample',
  },
  {
    name: 'the focus jumps back to the heading',
    find: '<button type="button" class={way} {lang}',
    replace:
      '<button type="button" class={way} onfocus={() => document.querySelector(\'h1\')?.focus()} {lang}',
    caughtBy: 'sample',
  },
  {
    name: 'a new screen leaves the focus where it was',
    find: 'tabindex="-1"\n      {@attach focus}',
    replace: 'tabindex="-1"',
    caughtBy: 'sample',
  },
  {
    name: 'the focus cannot be seen',
    find: 'outline: 0.25rem solid var(--ink);',
    replace: 'outline: 0.25rem solid var(--paper);',
    caughtBy: 'sample',
  },
  {
    name: 'English has the wrong plural',
    find: '"countPlural=other": "Closes in {count} seconds. Touch to keep it."',
    replace: '"countPlural=other": "Closes in {count} second. Touch to keep it."',
    caughtBy: 'sample',
  },
  {
    name: 'the page does not say that Arabic is read from right to left',
    find: 'document.documentElement.dir = directionOf(',
    replace: "document.documentElement.dir = 'ltr'; directionOf(",
    caughtBy: 'sample',
  },
  {
    name: 'bytes are read from right to left in Arabic',
    find: '<code dir="ltr" class={row.kind}>',
    replace: '<code class={row.kind}>',
    caughtBy: { full: ['--fixture', 'staff-readers', '--language', 'ar', '--only', 'direction'] },
  },
  {
    name: 'a control is 40 pixels tall',
    find: 'min-height: max(56px, min(var(--bar-height) - 0.75rem, 11 * var(--u)));',
    replace: 'height: 40px;',
    caughtBy: 'sample',
  },
  {
    name: 'each session leaves a listener behind',
    find: '  const isHistoryShown = $derived(',
    replace:
      "  window.addEventListener('resize', () => void screen);\n  const isHistoryShown = $derived(",
    caughtBy: { full: ['--only', 'sessions leave'] },
  },
  {
    name: 'a balance is read to everybody',
    find: 'line.isPrivate && !isPrivate ? line.publicText : line.text',
    replace: 'line.isPrivate && !isPrivate && line.text === null ? line.publicText : line.text',
    caughtBy: 'sample',
  },
  {
    name: 'a screen has no heading',
    find: 'const heading = m.confirm_heading();',
    replace: "const heading = '';",
    caughtBy: 'sample',
  },
  {
    name: 'a text is in English in every language',
    find: 'm.confirm_you_pay()',
    replace: "'You pay'",
    caughtBy: 'sample',
  },
  {
    name: 'a long German word leaves its button',
    find: '    line-height: 1.15;\n    transition:\n      scale var(--press),',
    replace:
      '    line-height: 1.15;\n    white-space: nowrap;\n    letter-spacing: 0.1em;\n    transition:\n      scale var(--press),',
    caughtBy: 'sample',
  },
  {
    name: 'text does not grow when the customer asks for larger text',
    find: '--text-1: max(1.2rem, var(--text-floor));\n  --text-2: max(1.65rem, var(--text-floor));',
    replace: '--text-1: 1.2rem;\n  --text-2: 1.65rem;',
    caughtBy: 'sample',
  },
  {
    name: 'the screen moves for a customer who wants it still',
    find: "\n:root[data-motion='still'] *,",
    replace: '',
    caughtBy: 'sample',
  },
  {
    name: 'a notice is not announced',
    find: '<div class="notice" role="status" aria-live="polite">',
    replace: '<div class="notice">',
    caughtBy: { full: ['--fixture', 'notice', '--look', 'portrait', '--only', 'criteria'] },
  },
  {
    name: 'a notice is not read aloud',
    find: 'view.notice === null ? [] : [NOTICE_TEXTS[view.notice.kind]()]',
    replace: 'view.notice === null || NOTICE_TEXTS !== null ? [] : []',
    caughtBy: { full: ['--fixture', 'notice-wait', '--look', 'portrait', '--only', 'focus'] },
  },
  {
    name: 'help changes places with its neighbour',
    find: 'label={m.bar_comfort()}\n      icon={Accessibility}',
    replace: 'label={m.bar_help()}\n      icon={Accessibility}',
    caughtBy: 'sample',
  },
  {
    name: 'the code of a receipt has no name',
    find: '  role="img"\n  aria-label={label}\n  shape-rendering',
    replace: '  role="img"\n  shape-rendering',
    caughtBy: 'sample',
  },
  {
    name: 'the code of a receipt has no quiet zone and too large a correction',
    find: 'border: QUIET_MODULES }));\n',
    replace: 'border: QUIET_MODULES - 4, invert: true }));\n',
    caughtBy: { full: ['--fixture', 'receipt', '--only', 'a phone reads'] },
  },
  {
    name: 'an amount that is ready looks as if it waits, in strong contrast',
    find: 'border: 2px dashed var(--edge-of-control);\n    border-radius: inherit;',
    replace: 'border: 2px solid var(--edge-of-control);\n    border-radius: inherit;',
    caughtBy: { full: ['--fixture', 'confirm-unarmed', '--only', 'contrast'] },
  },
  {
    name: 'a key that moves the focus also goes back',
    find: 'else if (step !== null && !moveFocus(document, step)) leave(view);',
    replace: 'else if (step !== null && moveFocus(document, step) !== null) leave(view);',
    caughtBy: 'sample',
  },
  {
    name: 'the bar of a wait is drawn again for each frame',
    find: 'translate: calc(-100% * var(--ahead));',
    replace: 'width: 0;',
    caughtBy: 'sample',
  },
  {
    name: 'the invitation moves for ever',
    find: 'animation: to-reader var(--turn)',
    replace: 'animation: to-reader infinite var(--turn)',
    caughtBy: 'sample',
  },
  {
    name: 'the figure stands four pixels lower where a second one follows',
    find: '.line > :global(*) {',
    replace: '.second .line {\n    padding-top: 4px;\n  }\n\n  .line > :global(*) {',
    caughtBy: { full: ['--look', 'portrait', '--language', 'en', '--only', 'skeleton'] },
  },
  {
    name: 'one screen has its heading elsewhere',
    find: '.hero.bare {',
    replace: '.stage:has(.bare) > .says {\n    translate: 0 3px;\n  }\n\n  .hero.bare {',
    caughtBy: { full: ['--look', 'counter', '--language', 'en', '--only', 'skeleton'] },
  },
  {
    name: 'the balance moves when the payments open',
    find: '<Figure amount={screen.balance.availableInCents} {view} />',
    replace:
      '{#if isHistoryShown}<br />{/if}<div><br /><Figure amount={screen.balance.availableInCents} {view} /></div>',
    caughtBy: { full: ['--fixture', 'balance', '--look', 'portrait', '--only', 'moves nothing'] },
  },
];
