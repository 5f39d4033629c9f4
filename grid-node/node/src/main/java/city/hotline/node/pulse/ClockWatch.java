package city.hotline.node.pulse;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's clock with the time that the members agree on (DESIGN D9, decision 23). One
 * that is more than {@link NodeClock#MOST_OFF_MS} behind leaps. One that is ahead cannot go back
 * while its node serves: the node hands over, sets its clock, and asks for districts again. Where
 * the members do not agree, each clock goes on as it is. One round every 250 ms, on one thread.
 */
public final class ClockWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  /** A single strange reading moves nothing. */
  static final int CERTAIN_ROUNDS = 8;

  /** Who finds nobody to agree with serves all the same. */
  static final int LONGEST_ROUNDS = 40;

  /** The grid, as far as clocks are concerned. */
  public interface Grid {
    /** The other members that are here now. */
    List<String> others();

    /** How many members there are when all are here. */
    int members();

    /** What the clock of another member's machine says, milliseconds since 1970. */
    CompletableFuture<Long> readClock(String member);

    /** Whether this node serves nothing and has not asked for anything. */
    boolean isWithoutDistricts();

    /** Lets others serve what this node serves; blocks for seconds. */
    void giveAway();
  }

  private final NodeClock clock;
  private final PeerClocks peers;
  private final Grid grid;
  private final Executor executor;
  private final AtomicBoolean handingOver = new AtomicBoolean();
  private final AtomicInteger unknown = new AtomicInteger();
  private volatile boolean right;
  private int ahead;
  private int behind;

  /**
   * Nothing compared yet.
   *
   * @param executor runs a hand-over
   */
  public ClockWatch(NodeClock clock, PeerClocks peers, Grid grid, Executor executor) {
    this.clock = clock;
    this.peers = peers;
    this.grid = grid;
    this.executor = executor;
  }

  /** Whether this node may be given districts: it would make moments by its clock. */
  public boolean mayServe() {
    return right || unknown.get() > LONGEST_ROUNDS;
  }

  /** Asks the others, and follows what they answered before. */
  public void round() {
    List<String> others = grid.others();
    others.forEach(this::ask);
    OptionalLong off = peers.aheadMs(clock, others, grid.members());
    if (off.isPresent()) {
      unknown.set(0);
      follow(off.getAsLong(), others.isEmpty());
    } else {
      unknown.incrementAndGet();
      clock.slew(0);
      ahead = 0;
      behind = 0;
    }
  }

  private void ask(String member) {
    long asked = peers.nanos();
    var unused = grid.readClock(member).thenAccept(wallMs -> peers.read(member, asked, wallMs));
  }

  private void follow(long off, boolean alone) {
    behind = off > NodeClock.MOST_OFF_MS ? behind + 1 : 0;
    ahead = off < -NodeClock.MOST_OFF_MS ? ahead + 1 : 0;
    right = ahead == 0 && behind == 0;
    if (ahead > 0 && grid.isWithoutDistricts()) {
      LOG.warn("this node's clock is {} ms ahead: set back before it serves", -off);
      clock.step(off);
      ahead = 0;
    } else if (behind >= CERTAIN_ROUNDS) {
      LOG.warn("this node's clock is {} ms behind: set", off);
      clock.step(off);
    } else {
      clock.slew(off);
      letOthersServe(off, alone);
    }
  }

  /** Grid time does not run backwards: others serve while this clock is set. */
  private void letOthersServe(long off, boolean alone) {
    if (alone && ahead == CERTAIN_ROUNDS) {
      LOG.warn("this machine's clock was set back by {} ms: restart the node to follow it", -off);
    } else if (!alone && ahead >= CERTAIN_ROUNDS && handingOver.compareAndSet(false, true)) {
      LOG.warn("this node's clock is {} ms ahead of the others: handing over", -off);
      executor.execute(this::handOver);
    }
  }

  private void handOver() {
    try {
      grid.giveAway();
    } finally {
      handingOver.set(false);
    }
  }
}
