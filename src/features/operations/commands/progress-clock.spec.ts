import { describe, expect, it } from 'vitest';
import { ProgressClock } from './progress-clock.js';

describe('ProgressClock', () => {
  it('counts from the first look on', () => {
    const clock = new ProgressClock();
    expect(clock.at(500, 2_000, 0)).toEqual({ progress: 0.25, rate: null, remaining_seconds: null });
    expect(clock.at(1_000, 2_000, 500)).toEqual({ progress: 0.5, rate: 1_000, remaining_seconds: 1 });
    expect(clock.at(2_500, 2_000, 1_000)).toEqual({ progress: 1, rate: 2_000, remaining_seconds: 0 });
    expect(new ProgressClock().at(0, 0, 0).progress).toBe(1);
  });
});
