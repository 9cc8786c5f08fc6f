import { describe, expect, it } from 'vitest';
import { SharedListener } from './shared-listener.js';

interface Channel {
  readonly shared: SharedListener;
  readonly say: (payload: string) => void;
  readonly subscriptions: { begun: number; open: number };
  fails: boolean;
}

function channel(): Channel {
  const subscriptions = { begun: 0, open: 0 };
  let heard: (payload: string) => void = () => undefined;
  const made: Channel = {
    subscriptions,
    fails: false,
    say: (payload) => heard(payload),
    shared: new SharedListener(async (listener) => {
      subscriptions.begun += 1;
      if (made.fails) throw new Error('the database is away');
      subscriptions.open += 1;
      heard = listener;
      return async () => {
        subscriptions.open -= 1;
      };
    }),
  };
  return made;
}

describe('a shared listener', () => {
  it('tells all listeners by one subscription, which ends with the last of them', async () => {
    const { shared, say, subscriptions } = channel();
    const heard: string[] = [];
    const [stopFirst, stopSecond] = await Promise.all([
      shared.add((payload) => heard.push(`first ${payload}`)),
      shared.add((payload) => heard.push(`second ${payload}`)),
    ]);
    say('a');
    await stopFirst();
    await stopFirst();
    say('b');
    expect(heard).toEqual(['first a', 'second a', 'second b']);
    expect(subscriptions).toEqual({ begun: 1, open: 1 });
    await stopSecond();
    expect(subscriptions.open).toBe(0);
    await shared.add(() => undefined);
    expect(subscriptions).toEqual({ begun: 2, open: 1 });
  });

  it('tells everybody who waits for a subscription that fails, and begins anew with the next', async () => {
    const made = channel();
    made.fails = true;
    const added = [made.shared.add(() => undefined), made.shared.add(() => undefined)];
    const outcomes = await Promise.allSettled(added);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    made.fails = false;
    const heard: string[] = [];
    await made.shared.add((payload) => heard.push(payload));
    made.say('a');
    expect(heard).toEqual(['a']);
    expect(made.subscriptions).toEqual({ begun: 2, open: 1 });
  });
});
