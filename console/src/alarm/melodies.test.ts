import { expect, it } from 'vitest';
import { melodyNames, samples } from './melodies';
import { gainOf } from './ringer';

it.each(melodyNames)('%s is loud, does not clip and fades before it is repeated', (melody) => {
  const loop = samples(melody, 1.8, 8000);
  const loudest = Math.max(...loop.map(Math.abs));
  expect(loudest).toBeGreaterThan(0.9);
  expect(loudest).toBeLessThanOrEqual(0.951);
  expect(Math.abs(loop.at(-1) ?? 1)).toBeLessThan(0.2);
});

it('gets louder with the level, up to full', () => {
  expect(gainOf('calling', 0.4)).toBeCloseTo(0.4);
  expect(gainOf('insistent', 0.4)).toBeGreaterThan(0.4);
  expect(gainOf('urgent', 0.6)).toBe(1);
});
