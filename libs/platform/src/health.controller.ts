import { Controller, Get, Header, HttpCode, HttpException, Inject, Optional } from '@nestjs/common';
import { collectDefaultMetrics, register } from 'prom-client';

/** What a service must be able to do to serve; each answers or throws with the reason. */
export interface ReadinessCheck { name: string; check(): Promise<void> }
export const READINESS = Symbol('readiness');
/** Figures of a service beside those of its process, in Prometheus' text form; asked at each scrape. */
export type Figures = () => Promise<string>;
export const FIGURES = Symbol('figures');

collectDefaultMetrics({ prefix: 'xl_' });

/** Liveness, readiness and Prometheus metrics on the inner port. */
@Controller()
export class HealthController {
  constructor(@Optional() @Inject(READINESS) private readonly checks: ReadinessCheck[] = [], @Optional() @Inject(FIGURES) private readonly figures: Figures = () => Promise.resolve('')) {}

  @Get('/health/live') @HttpCode(200)
  live(): { status: 'ok' } { return { status: 'ok' }; }

  @Get('/health/ready')
  async ready(): Promise<{ status: 'ok' }> {
    const results = await Promise.all(this.checks.map(async ({ name, check }) => [name, await check().then(() => 'ok', (e: Error) => e.message)] as const));
    const down = results.filter(([, r]) => r !== 'ok');
    if (down.length > 0) throw new HttpException({ status: 'down', ...Object.fromEntries(down) }, 503);
    return { status: 'ok' };
  }

  @Get('/metrics') @Header('content-type', 'text/plain; version=0.0.4')
  async metrics(): Promise<string> { return `${await register.metrics()}\n${await this.figures().catch(() => '')}`; }
}
