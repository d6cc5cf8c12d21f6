import { expect, it } from '@jest/globals';
import { createEvents } from '../src/events.js';

const late = { schedule: 'jobs', lateMs: 60_000 };

it('tells each subscriber of an event, in their order, before it goes on', () => {
  const { emit, subscribe } = createEvents();
  const told: unknown[] = [];
  subscribe({ runLate: (event) => told.push(['first', event]) });
  subscribe({ stopped: () => told.push('another event') });
  subscribe({ runLate: (event) => told.push(['second', event]) });
  emit('runLate', late);
  expect(told).toEqual([
    ['first', late],
    ['second', late],
  ]);
});

it('goes on after a subscriber that throws, and tells of the exception', () => {
  const crashes: unknown[] = [];
  const { emit, subscribe } = createEvents((error, name) => crashes.push([name, error]));
  const told: unknown[] = [];
  const bug = new TypeError('not a function');
  subscribe({
    runLate() {
      throw bug;
    },
  });
  subscribe({ runLate: (event) => told.push(event) });
  emit('runLate', late);
  emit('runLate', late);
  expect(told).toEqual([late, late]);
  expect(crashes).toEqual([
    ['runLate', bug],
    ['runLate', bug],
  ]);
});

it('ends what told of an event with the exception of a subscriber where nobody takes it', () => {
  const { emit, subscribe } = createEvents();
  subscribe({
    runLate() {
      throw new TypeError('not a function');
    },
  });
  expect(() => emit('runLate', late)).toThrow(new TypeError('not a function'));
});
