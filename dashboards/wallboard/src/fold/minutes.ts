/** What one picture contributes. Times in milliseconds; counters since the local day began. */
export interface Sample {
  /** Grid time. */
  at: number;
  /** Real time of receipt. */
  received: number;
  offered: number;
  answered: number;
  waiting: number;
}

/** One grid minute; null where the page has not seen all of it. */
export interface Minute {
  /** Its beginning, grid time in milliseconds. */
  at: number;
  offered: number | null;
  answered: number | null;
  /** Waiting at its end. */
  waiting: number | null;
}

interface Bucket {
  offered: number;
  answered: number;
  waiting: number;
  coveredMs: number;
}

const MINUTE_MS = 60_000;
const GAP_MS = 5_000;

/**
 * Folds pictures into grid minutes. The growth between two pictures is spread evenly over the grid time between
 * them, so that minutes are right at any speed. Time nobody watched stays empty instead of being invented.
 */
export class MinuteFold {
  private readonly buckets = new Map<number, Bucket>();
  private first: Sample | null = null;
  private last: Sample | null = null;

  /** At most this many minutes are kept and shown. */
  constructor(readonly length = 30) {}

  add(sample: Sample): void {
    const last = this.last;
    this.last = sample;
    this.first ??= sample;
    if (last === null) return;
    if (sample.at < last.at) {
      // The clock was set back: what came after it is another history.
      this.buckets.clear();
      this.first = sample;
      return;
    }
    if (sample.at - last.at > this.length * MINUTE_MS) {
      // The clock was set ahead: nothing of what is kept would still be shown.
      this.buckets.clear();
      this.first = sample;
      return;
    }
    if (sample.received - last.received > GAP_MS && sample.at - last.at > MINUTE_MS) return;
    this.spread(last, sample);
    this.forgetBefore(minuteOf(sample.at) - this.length);
  }

  /** Grid time since which this history is watched; null before the first sample. */
  since(): number | null {
    return this.first?.at ?? null;
  }

  /** The last minutes, oldest first, always `length` of them; the running minute is not among them. */
  minutes(): Minute[] {
    if (this.last === null) return [];
    const running = minuteOf(this.last.at);
    return Array.from({ length: this.length }, (_, i) => this.minute(running - this.length + i));
  }

  private minute(index: number): Minute {
    const b = this.buckets.get(index);
    const whole = b !== undefined && b.coveredMs >= MINUTE_MS - 1;
    return {
      at: index * MINUTE_MS,
      offered: whole ? Math.round(b.offered) : null,
      answered: whole ? Math.round(b.answered) : null,
      waiting: whole ? b.waiting : null,
    };
  }

  private spread(from: Sample, to: Sample): void {
    const span = to.at - from.at;
    const offered = growth(from.offered, to.offered);
    const answered = growth(from.answered, to.answered);
    for (let m = minuteOf(from.at); m <= minuteOf(to.at); m++) {
      const begin = Math.max(from.at, m * MINUTE_MS);
      const end = Math.min(to.at, (m + 1) * MINUTE_MS);
      const share = span > 0 ? (end - begin) / span : 1;
      const b = this.bucket(m);
      b.offered += offered * share;
      b.answered += answered * share;
      b.waiting = to.waiting;
      b.coveredMs += end - begin;
    }
  }

  private bucket(index: number): Bucket {
    const known = this.buckets.get(index);
    if (known !== undefined) return known;
    const fresh = { offered: 0, answered: 0, waiting: 0, coveredMs: 0 };
    this.buckets.set(index, fresh);
    return fresh;
  }

  private forgetBefore(index: number): void {
    for (const m of this.buckets.keys()) if (m < index) this.buckets.delete(m);
  }
}

/** Counters restart at midnight: what they show then has grown since. */
function growth(from: number, to: number): number {
  return to >= from ? to - from : to;
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}
