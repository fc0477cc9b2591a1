/**
 * What moves is moved by the compositor, and nothing moves for ever. Without a graphics card, an animation of anything
 * else draws the screen again for each frame.
 */
import type { Page } from 'playwright-core';
import { always, type Check } from './check.ts';

export const motion: Check = {
  name: 'motion',
  appliesTo: always,
  // The language makes no difference to what moves.
  isInFullRun: ({ language }) => language === 'en',
  run: (page: Page) => page.evaluate(costlyMotion),
};

/** Runs in the page. */
function costlyMotion(): string[] {
  const CHEAP = ['translate', 'rotate', 'scale', 'transform', 'opacity'];
  /** These draw a small part again, so they must be over soon. */
  const BRIEF = [
    ...['color', 'background', 'background-color', 'clip-path', 'filter'],
    ...['stroke-dashoffset', 'stroke-dasharray'],
  ];
  const BRIEF_MAX_MS = 400;

  const keyframes = new Map<string, string[]>();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSKeyframesRule) {
        const properties = Array.from(rule.cssRules).flatMap((frame) =>
          frame instanceof CSSKeyframeRule ? Array.from(frame.style) : [],
        );
        keyframes.set(rule.name, properties);
      }
    }
  }

  const milliseconds = (time = ''): number =>
    time.endsWith('ms') ? parseFloat(time) : parseFloat(time) * 1_000;
  const listOf = (value: string): string[] => value.split(/,\s*(?![^(]*\))/);
  const isCostly = (property: string, durationMs: number): boolean => {
    if (CHEAP.includes(property)) return false;
    return !BRIEF.includes(property) || durationMs > BRIEF_MAX_MS;
  };

  const faultsOf = (element: Element, pseudo: string | null): string[] => {
    const style = getComputedStyle(element, pseudo);
    const name = `${element.localName}.${element.classList.value}${pseudo ?? ''}`;
    const faults: string[] = [];
    const durations = listOf(style.transitionDuration).map(milliseconds);
    for (const [index, property] of listOf(style.transitionProperty).entries()) {
      const durationMs = durations[index % durations.length] ?? 0;
      if (property !== 'none' && durationMs > 0 && isCostly(property, durationMs)) {
        faults.push(`${name} changes its ${property} within ${durationMs} ms`);
      }
    }
    const turns = listOf(style.animationIterationCount);
    const lengths = listOf(style.animationDuration).map(milliseconds);
    for (const [index, animation] of listOf(style.animationName).entries()) {
      if (animation === 'none') continue;
      const durationMs = lengths[index % lengths.length] ?? 0;
      const costly = new Set(
        (keyframes.get(animation) ?? []).filter((property) => isCostly(property, durationMs)),
      );
      for (const property of costly) {
        faults.push(`${name} changes its ${property} for ${durationMs} ms`);
      }
      if (turns[index % turns.length] === 'infinite') faults.push(`${name} moves for ever`);
    }
    return faults;
  };
  return Array.from(document.querySelectorAll('body *')).flatMap((element) =>
    [null, '::before', '::after'].flatMap((pseudo) => faultsOf(element, pseudo)),
  );
}
