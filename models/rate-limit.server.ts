import { date, defineModel, number, type Stored } from './define-model.server.ts';

export interface RateLimit extends Stored {
  points: number;
  expiresAt: Date;
}
/** `_id`: limit, SHA-256 of whom it counts, and window; nobody can be read from it. */
export const RateLimits = defineModel<RateLimit>('RateLimit', {
  collection: 'ratelimits',
  scope: 'installation',
  about: { subject: 'none', readers: 'nobody', keep: 'until its window ends, at most an hour' },
  fields: {
    points: number('how often in this window'),
    expiresAt: date('when it is deleted'),
  },
  indexes: [[{ expiresAt: 1 }, { expireAfterSeconds: 0 }]],
});
