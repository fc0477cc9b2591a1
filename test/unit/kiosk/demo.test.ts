import { describe, expect, it } from 'vitest';
import { findDemo } from '../../../src/main/kiosk/demo.ts';
import type { HttpResult, World } from '../../../src/main/world/world.ts';
import { DEMO_CARDS } from '../../../src/sandbox/demo.ts';
import { DEMO_CARD_KINDS } from '../../../src/shared/contract.ts';

/** A world whose network gives one answer and records the requests. */
function aNetwork(result: HttpResult) {
  const asked: string[] = [];
  const http: World['http'] = (request) => {
    asked.push(request.url);
    return Promise.resolve(result);
  };
  return { asked, network: { http } };
}

function response(status: number, body: string): HttpResult {
  return { kind: 'response', status, headers: {}, body };
}

describe('a kiosk whose API address is on this machine', () => {
  it('is on the sandbox if the server has demo cards', async () => {
    const { network, asked } = aNetwork(response(200, '[{"kind":"rich","value":"1","more":2}]'));
    expect(await findDemo(network, 'http://127.0.0.1:1')).toEqual({
      isSandbox: true,
      demoCards: [{ kind: 'rich', value: '1' }],
    });
    expect(asked).toEqual(['http://127.0.0.1:1/__sandbox/demo-cards']);
  });

  it('knows every demo card of the sandbox', async () => {
    const { network } = aNetwork(response(200, JSON.stringify(DEMO_CARDS)));
    expect((await findDemo(network, 'http://127.0.0.1:1')).demoCards).toEqual(DEMO_CARDS);
    expect(DEMO_CARDS.map(({ kind }) => kind)).toEqual(DEMO_CARD_KINDS);
  });

  it.each([
    ['does not answer', { kind: 'notSent', why: 'refused' }],
    ['knows no demo cards', response(404, '[]')],
    ['answers something else', response(200, '{"data":[]}')],
  ] as const)('is not on the sandbox if the server %s', async (_name, result) => {
    const { network } = aNetwork(result);
    expect((await findDemo(network, 'http://localhost:1')).isSandbox).toBe(false);
  });
});

describe('a kiosk whose API address is on another machine', () => {
  it('is never on the sandbox, and sends no request', async () => {
    const { network, asked } = aNetwork(response(200, '[]'));
    expect((await findDemo(network, 'https://api.piggy.eu')).isSandbox).toBe(false);
    expect(asked).toEqual([]);
  });
});
