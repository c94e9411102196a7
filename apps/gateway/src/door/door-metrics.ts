import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, register, Registry } from 'prom-client';

/** Prometheus figures of the door; routes by pattern, never by id. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Counter({ name: 'xl_door_requests_total', help: 'Requests answered, by route and status.', labelNames: ['method', 'route', 'status'], registers: [this.registry] });
  private readonly seconds = new Histogram({ name: 'xl_door_request_seconds', help: 'Time to the answer.', labelNames: ['method', 'route'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [this.registry] });

  /** The door's figures and those of the process, which the platform keeps in the default registry. */
  async text(): Promise<string> { return `${await register.metrics()}\n${await this.registry.metrics()}`; }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const labels = { method: request.method, route: request.routeOptions.url ?? 'none' };
      this.requests.inc({ ...labels, status: String(reply.statusCode) });
      this.seconds.observe(labels, reply.elapsedTime / 1000);
      done();
    });
  }
}
