/** Failures in a row at one node before the next is tried. */
const PATIENCE = 2;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 2_000;

/**
 * Which node the pictures come from. It starts at the page's own origin; after two failures in a row it goes on to
 * another node the last picture named, and round again, so that a wall outlives the node it was opened from.
 */
export class Route {
  private candidates: string[];
  private index = 0;
  private failures = 0;
  private failuresInAll = 0;

  /** @param home origin of the page, like "http://10.0.0.1:8080" */
  constructor(home: string) {
    this.candidates = [home];
  }

  /** Origin to connect to now. */
  current(): string {
    return this.candidates[this.index] ?? this.home();
  }

  isHome(): boolean {
    return this.index === 0;
  }

  /** Takes the nodes of a picture, present ones first; the node in use stays in use. */
  learn(nodes: readonly { http: string; present: boolean }[]): void {
    const current = this.current();
    const byPresence = [...nodes].sort((a, b) => Number(b.present) - Number(a.present));
    const others = byPresence.flatMap((n) => origin(n.http) ?? []).filter((o) => o !== this.home());
    const all = [...new Set([this.home(), ...others])];
    if (!all.includes(current)) all.push(current);
    this.candidates = all;
    this.index = all.indexOf(current);
  }

  succeeded(): void {
    this.failures = 0;
    this.failuresInAll = 0;
  }

  /** Notes a failure and returns how long to wait before connecting to `current()`, milliseconds. */
  failed(): number {
    this.failures++;
    this.failuresInAll++;
    if (this.failures >= PATIENCE) {
      this.failures = 0;
      this.index = (this.index + 1) % this.candidates.length;
    }
    const rounds = Math.floor(this.failuresInAll / (PATIENCE * this.candidates.length));
    return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(rounds, 10));
  }

  private home(): string {
    return this.candidates[0] ?? '';
  }
}

function origin(http: string): string | null {
  try {
    const url = new URL(http);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
  } catch {
    return null;
  }
}
