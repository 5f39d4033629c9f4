package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.node.board.Board;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.proto.directory.v1.Place;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does before it goes: it gives its partitions away while it still answers, so that the
 * districts it serves are taken over one by one, each within the time of a takeover.
 */
record HandOver(String nodeId, HazelcastGrid grid, Directory directory, Board board) {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
  private static final long LONGEST_SECONDS = 20;

  void run() {
    long began = System.nanoTime();
    if (!grid.giveAway()) {
      return;
    }
    long giveUp = began + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!othersServeEverything() && System.nanoTime() - giveUp < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    LOG.info(
        "{} handed over after {} ms",
        othersServeEverything() ? "everything is" : "not everything is",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  private boolean othersServeEverything() {
    return directory.districts().stream()
        .map(Place::getCode)
        .allMatch(d -> board.ownerOf(d).map(o -> !o.equals(nodeId)).orElse(false));
  }
}
