/** A request of a terminal on its way through the simulated network. Data only. */
import type { HttpRequest, HttpResult } from '../../src/main/world/world.ts';
import type { RouteClass } from './plan.ts';

export interface Exchange {
  terminal: number;
  request: HttpRequest;
  route: RouteClass;
  settle: (result: HttpResult) => void;
  number: number;
}
