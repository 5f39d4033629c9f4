package city.hotline.simulator;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a docket from one seed, one after the other, as closed orders stay and make a long life
 * dear. Whatever does not agree ends it with {@link Wrong}. Not thread-safe; to be run once.
 */
public final class DocketSimulation {
  private static final long COMMANDS_OF_A_LIFE = 10_000;
  private static final long PROGRESS_EVERY = 500_000;

  private final long commands;
  private final long recountEvery;
  private final LongConsumer progress;
  private final SplittableRandom random;

  /**
   * Lives that have not begun.
   *
   * @param commands how many in all, 1 or more
   * @param recountEvery after so many commands of a life everything is counted again, 1 or more
   * @param progress is told now and then how many are through
   */
  public DocketSimulation(long commands, long seed, long recountEvery, LongConsumer progress) {
    this.commands = commands;
    this.recountEvery = recountEvery;
    this.progress = progress;
    this.random = new SplittableRandom(seed);
  }

  /** Lives them; throws {@link Wrong} at the first thing that must never be, with its life. */
  public Lived run() {
    long through = 0;
    @Nullable Lived all = null;
    while (through < commands) {
      long now = Math.min(COMMANDS_OF_A_LIFE, commands - through);
      Lived lived;
      try {
        lived = new DocketLife(random.split(), recountEvery).live(now);
      } catch (Wrong e) {
        throw new Wrong("the life after " + through + " commands: " + e.getMessage());
      }
      all = all == null ? lived : all.and(lived);
      through += now;
      if (through % PROGRESS_EVERY == 0) {
        progress.accept(through);
      }
    }
    if (all == null) {
      throw new IllegalArgumentException("commands: " + commands + " (expected: 1 or more)");
    }
    return all;
  }
}
