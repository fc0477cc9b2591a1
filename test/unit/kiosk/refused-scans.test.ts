import { describe, expect, it } from 'vitest';
import { createRefusedScans } from '../../../src/main/kiosk/refused-scans.ts';
import { epochMs } from '../../../src/shared/time.ts';

function aCount() {
  const lines: string[] = [];
  let nowMs = 1_000;
  const refused = createRefusedScans({
    world: { now: () => epochMs(nowMs), monotonicMs: () => nowMs },
    log: { warn: (line: string) => void lines.push(line) },
  });
  return { refused, lines, wait: (ms: number) => (nowMs += ms) };
}

describe('scans that were refused', () => {
  it('are counted for each reader, and staff read when and why the last one was refused', () => {
    const { refused, wait } = aCount();
    refused.note('malformed', 'left');
    wait(10);
    refused.note('randomUid', null);
    wait(10);
    refused.note('paymentCard', 'left');
    expect(refused.list()).toEqual([
      { kind: 'scansRefused', reader: 'left', count: 2, at: 1_020, why: 'paymentCard' },
      { kind: 'scansRefused', reader: null, count: 1, at: 1_010, why: 'changes' },
    ]);
  });

  it('are logged with the reader and the reason, but not without end', () => {
    const { refused, lines, wait } = aCount();
    for (let at = 0; at < 1_000; at += 1) {
      refused.note('malformed', 'left');
      wait(100);
    }
    expect(lines[0]).toContain('reader left: a scan was not accepted (malformed)');
    expect(lines.length).toBeLessThan(5);
    refused.note('incomplete', 'left');
    expect(lines.at(-1)).toContain('(incomplete); 1001 in all');
  });

  it('of many readers do not fill the memory', () => {
    const { refused } = aCount();
    for (let at = 0; at < 1_000; at += 1) refused.note('malformed', `reader ${at}`);
    expect(refused.list().map((notice) => 'reader' in notice && notice.reader)).toEqual([
      'reader 999',
      'reader 998',
      'reader 997',
    ]);
  });
});
