/**
 * The readers, as the kiosk has them: passes on what the reader process reads, sets a device aside that kills it,
 * and knows how each reader is, also while that process is down. No native code runs on this side.
 */
import * as v from 'valibot';
import { assertNever } from '../../../shared/assert.ts';
import type { World } from '../../world/world.ts';
import { type CrashBlame, died, livedLong, NO_BLAME, setAside, touched } from './crash-blame.ts';
import { allAway, withLost, type ReaderHealth } from '../health.ts';
import { createKeepAlive } from './keep-alive.ts';
import type { SpawnReaders } from './process.ts';
import { newsSchema, type News, type Order } from '../protocol.ts';
import type { ReaderSettings } from '../settings.ts';
import type { Log } from '../../log/log.ts';

export type RawNews = Extract<News, { kind: 'raw' }>;
export type CodeNews = Extract<News, { kind: 'code' }>;
type Configuration = Extract<Order, { kind: 'configure' }>;

export interface SupervisorOptions {
  world: Pick<World, 'after'>;
  spawn: SpawnReaders;
  readers: readonly ReaderSettings[];
  onCode: (code: CodeNews) => void;
  /** Something was read that is no code, or more than anybody can show. */
  onFault: (fault: Extract<News, { kind: 'fault' | 'flooded' }>) => void;
  /** A whole report, while teaching. */
  onRaw: (report: RawNews) => void;
  onHealth: (readers: readonly ReaderHealth[]) => void;
  /** Never given what was read. */
  log: Log;
}

export interface Supervisor {
  start(): void;
  /** Reads by these settings from now on. */
  configure(readers: readonly ReaderSettings[]): void;
  /** Whether whole reports are told, and strangers opened. */
  teach(isOn: boolean): void;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  let { readers } = options;
  let known: readonly ReaderHealth[] = [];
  let blame = NO_BLAME;
  let keys: Configuration['keys'] = [];
  let [isTeaching, isStopped] = [false, false];
  const life = createKeepAlive({
    ...options,
    onMessage(message) {
      const news = v.safeParse(newsSchema, message);
      if (!news.success) options.log.warn('the reader process said something that is not known');
      else if (!isStopped) hear(news.output);
    },
    onDeath: blameDeath,
    onLivedLong: () => (blame = livedLong(blame)),
    onHang: () => options.log.warn('the reader process does not answer; it is started again'),
  });

  function hear(news: News): void {
    if ('key' in news) blame = touched(blame, news.key);
    switch (news.kind) {
      case 'started':
        life.started();
        life.send(configuration({ readers, blame, keys }));
        if (isTeaching) life.send({ kind: 'teach', isOn: true });
        return;
      case 'pong':
        life.ponged(news.number);
        return;
      case 'health':
        tell(withLost(known, news.readers));
        return;
      case 'keys':
        ({ keys } = news);
        return;
      case 'opening':
        return;
      case 'raw':
      case 'code':
      case 'fault':
      case 'flooded':
        passOn(news, options);
    }
  }

  function tell(health: readonly ReaderHealth[]): void {
    known = health;
    options.onHealth(health);
  }

  function blameDeath(): void {
    const { suspect } = blame;
    const name = known.find(({ key }) => key === suspect)?.name ?? suspect ?? 'no reader';
    blame = died(blame);
    options.log.error(lineOfDeath(name, suspect !== null && setAside(blame).includes(suspect)));
    tell(allAway(known));
  }

  return {
    start: () => life.start(),
    configure(next) {
      readers = next;
      life.send(configuration({ readers, blame, keys }));
    },
    teach(isOn) {
      isTeaching = isOn;
      life.send({ kind: 'teach', isOn });
    },
    stop() {
      isStopped = true;
      return life.stop();
    },
  };
}

function passOn(
  news: Exclude<News, { kind: 'started' | 'pong' | 'health' | 'keys' | 'opening' }>,
  options: SupervisorOptions,
): void {
  switch (news.kind) {
    case 'raw':
      options.onRaw(news);
      return;
    case 'code':
      options.onCode(news);
      return;
    case 'fault':
    case 'flooded':
      options.onFault(news);
      return;
    default:
      assertNever(news);
  }
}

function configuration({
  readers,
  blame,
  keys,
}: {
  readers: readonly ReaderSettings[];
  blame: CrashBlame;
  keys: Configuration['keys'];
}): Configuration {
  return { kind: 'configure', readers: [...readers], setAside: setAside(blame), keys };
}

function lineOfDeath(name: string, isAside: boolean): string {
  return `the reader process ended, last at ${name}${isAside ? ', which is set aside' : ''}`;
}
