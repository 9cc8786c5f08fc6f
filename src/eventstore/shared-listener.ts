type Listener = (payload: string) => void;
type Stop = () => Promise<void>;

/** Any number of listeners on one subscription, which is there as long as one of them is. */
export class SharedListener {
  private readonly listeners = new Set<Listener>();
  private subscription: Promise<Stop> | null = null;

  /** `subscribe` begins to listen, and gives what ends it. */
  constructor(private readonly subscribe: (heard: Listener) => Promise<Stop>) {}

  /** Gives what takes the listener away again. Throws what `subscribe` throws; the next one tries anew. */
  async add(listener: Listener): Promise<Stop> {
    // The same function twice is two listeners.
    const own: Listener = (payload) => listener(payload);
    this.listeners.add(own);
    const subscription = (this.subscription ??= this.subscribe((payload) => {
      for (const one of this.listeners) one(payload);
    }));
    try {
      await subscription;
    } catch (error) {
      this.listeners.delete(own);
      if (this.subscription === subscription) this.subscription = null;
      throw error;
    }
    return async () => {
      if (!this.listeners.delete(own) || this.listeners.size > 0) return;
      const last = this.subscription;
      this.subscription = null;
      await (
        await last
      )?.();
    };
  }
}
