import { expect, test } from 'vitest';
import { lineOf } from './route-pattern.ts';

test('requests about visits have one name and a rough time in logs and figures, others their own', () => {
  for (const route of ['/m/:mall/visits', '/m/:mall/visits/:merchant', '/m/:mall/visits/send', '/me/record/:part?', '/day', '/counter']) expect(lineOf(route, 302, 41.2)).toEqual({ route: 'about visits', ms: 250 });
  for (const route of ['/m/:mall/visit-questions', '/m/:mall/requests', '/me', '/m/:mall/manage/visits/held']) expect(lineOf(route, 200, 41.2)).toEqual({ route, ms: 41 });
});

test('a fault says where it was', () => {
  expect(lineOf('/m/:mall/visits/send', 500, 41.2)).toEqual({ route: '/m/:mall/visits/send', ms: 41 });
});
