/** A value at a grid time in milliseconds. */
export interface Point {
  at: number;
  value: number;
}

/** The last stretch of a value, thinned to a bounded number of points, for a sparkline. */
export class Recent {
  private kept: Point[] = [];

  constructor(
    private readonly spanMs = 600_000,
    private readonly limit = 120,
  ) {}

  add(at: number, value: number): void {
    const newest = this.kept.at(-1);
    if (newest !== undefined && at < newest.at) this.kept = [];
    const before = this.kept.at(-2);
    // The newest point is always the present; it stays only if it is far enough from the one before.
    if (before !== undefined && newest !== undefined && newest.at - before.at < this.spanMs / this.limit) this.kept.pop();
    this.kept.push({ at, value });
    this.kept = this.kept.filter((p) => p.at >= at - this.spanMs);
  }

  points(): readonly Point[] {
    return this.kept;
  }

  /** An SVG path over `width` x `height`, zero at the bottom, the present at the right edge. */
  path(width: number, height: number): string {
    const now = this.kept.at(-1)?.at ?? 0;
    const top = Math.max(1, ...this.kept.map((p) => p.value));
    return this.kept
      .map((p, i) => {
        const x = width * (1 - (now - p.at) / this.spanMs);
        const y = height * (1 - p.value / top);
        return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join('');
  }
}
