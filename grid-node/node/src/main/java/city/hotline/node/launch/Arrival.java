package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.node.board.Board;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.grid.MemberInfo;
import city.hotline.node.journal.GridMark;
import city.hotline.node.pulse.ClockWatch;
import city.hotline.proto.directory.v1.Place;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member that comes to a grid that serves asks for districts only when it has nearly all of what
 * it missed: else each of them would wait while this node fetches it. Where nobody serves, it asks
 * as soon as its clock is right. One round every 200 ms.
 */
final class Arrival {
  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

  /**
   * What is fetched in a moment, records of all shards together: a few round trips for each
   * district, one district after the other. Under load there are never none.
   */
  private static final long FEW_RECORDS = 1_000;

  /** Who cannot catch up serves all the same: its share of the work is needed. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The parts it works with; a promotion runs on one of the takeovers' threads. */
  record Parts(
      HazelcastGrid grid,
      Board board,
      Voters voters,
      GridMark mark,
      ClockWatch clock,
      Directory directory,
      ExecutorService executor) {}

  private final String nodeId;
  private final Parts parts;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean stopped;
  private long firstRound;

  Arrival(String nodeId, Parts parts) {
    this.nodeId = nodeId;
    this.parts = parts;
  }

  /** This node is about to go: it asks for nothing any more. */
  void stop() {
    stopped = true;
  }

  void round() {
    parts.mark().note(parts.voters().gridId());
    if (stopped || !parts.grid().isWithoutDistricts() || !parts.clock().mayServe()) {
      return;
    }
    long now = System.nanoTime();
    firstRound = firstRound == 0 ? now : firstRound;
    boolean late = now - firstRound > LONGEST_NANOS;
    if ((late || isReady()) && asking.compareAndSet(false, true)) {
      parts.executor().execute(this::ask);
    }
  }

  private boolean isReady() {
    if (!parts.grid().anybodyHasDistricts()) {
      return true;
    }
    List<String> others = others();
    if (!parts.board().gridIds().keySet().containsAll(others)) {
      return false;
    }
    // Served once, that is: all of them are let go for a moment when the voters change.
    boolean anyServed =
        parts.directory().districts().stream()
            .map(Place::getCode)
            .anyMatch(d -> parts.board().district(d).isPresent());
    OptionalLong missing = parts.board().missingOf(nodeId, others);
    return !anyServed || (missing.isPresent() && missing.getAsLong() <= FEW_RECORDS);
  }

  private List<String> others() {
    return parts.grid().members().stream()
        .map(MemberInfo::nodeId)
        .filter(m -> !m.equals(nodeId))
        .toList();
  }

  private void ask() {
    try {
      LOG.info("asking for districts");
      parts.grid().askForDistricts();
    } catch (RuntimeException e) {
      LOG.info("asking for districts will be tried again: {}", e.toString());
    } finally {
      asking.set(false);
    }
  }
}
