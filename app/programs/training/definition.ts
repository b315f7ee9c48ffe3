import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const training = {
  id: 'training',
  general: 'course-place',
  kinds: [
    defineKind({
      id: 'course-place',
      program: 'training',
      ladder: 'program',
      facts: [{ id: 'topic', type: 'choice', options: ['book-keeping', 'live-selling', 'languages', 'display', 'first-aid', 'other-topic'] }, { id: 'people', type: 'number', min: 1, max: 10 }],
    }),
    defineKind({
      id: 'promotion-idea',
      program: 'training',
      ladder: 'program',
      facts: [{ id: 'occasion', type: 'choice', options: ['spring-festival', 'nowruz', 'eid', 'qurban', 'season-change', 'other-occasion'] }, { id: 'from', type: 'day' }, { id: 'until', type: 'day' }],
    }),
  ],
} as const satisfies ProgramDefinition;
