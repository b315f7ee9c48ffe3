import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { singleton } from './singleton.server.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function makeFigures() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({ name: 'http_request_seconds', help: 'Time to answer, by pattern of the route', labelNames: ['method', 'route', 'status'] as const, buckets: SECONDS, registers }),
    commands: new Histogram({ name: 'command_seconds', help: 'Time of a write, its transaction included', labelNames: ['command', 'outcome'] as const, buckets: SECONDS, registers }),
    jobs: new Histogram({ name: 'job_seconds', help: 'Time of a job', labelNames: ['job', 'outcome'] as const, buckets: [0.01, 0.1, 1, 10, 60, 300], registers }),
    security: new Counter({ name: 'security_events_total', help: 'What the doors let in and refused', labelNames: ['event', 'why'] as const, registers }),
  };
}

/** The process's figures, for its operator. Labels are patterns, names of commands and states, never ids or names of people. */
export const figures = () => singleton('figures', makeFigures);

/** A figure that is read when somebody asks; the newest reader of a name counts. */
export function watchFigure(name: string, help: string, read: () => number | Promise<number>): void {
  const { registry } = figures();
  registry.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read());
    },
  });
}
