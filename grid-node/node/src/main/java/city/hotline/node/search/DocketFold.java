package city.hotline.node.search;

import city.hotline.core.order.Facts;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import com.google.protobuf.util.Durations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the index has followed one docket in one tenure: which orders have changed since, and up
 * to which record all is shown. It remembers a bounded number of orders; when more have changed,
 * the docket is read whole again. Thread-safe.
 */
final class DocketFold {
  /** So many orders are read at once: a lookup each on the docket's own thread. */
  static final int MOST_READ = 256;

  static final int MOST_TOUCHED = 10_000;

  private final ShardId docket;
  private final Set<String> touched = new LinkedHashSet<>();
  private boolean whole = true;
  private boolean reading;
  private Position published = Positions.NONE;
  private long behindSinceNanos;
  private @Nullable Position shown;

  DocketFold(ShardId docket, long nowNanos) {
    this.docket = docket;
    this.behindSinceNanos = nowNanos;
  }

  ShardId docket() {
    return docket;
  }

  /** These are acknowledged. */
  synchronized void published(List<JournaledRecord> records, long nowNanos) {
    boolean wasBehind = isBehind();
    for (JournaledRecord journaled : records) {
      Record record = journaled.record();
      published = Positions.of(record.getEpoch(), record.getSequence());
      for (DocketEvent event : record.getDocket().getEventsList()) {
        String order = Facts.orderOf(event);
        if (!order.isEmpty() && !whole) {
          touched.add(order);
        }
      }
    }
    if (touched.size() > MOST_TOUCHED) {
      whole = true;
      touched.clear();
    }
    if (!wasBehind) {
      behindSinceNanos = nowNanos;
      if (!isBehind()) {
        showUpTo(published);
      }
    }
  }

  /** This is to be read again. */
  synchronized void touched(String order, long nowNanos) {
    if (!isBehind()) {
      behindSinceNanos = nowNanos;
    }
    if (!whole) {
      touched.add(order);
    }
  }

  private boolean isBehind() {
    return whole || reading || !touched.isEmpty();
  }

  /**
   * What to read.
   *
   * @param whole everything
   * @param orders if not everything, these
   * @param until the last record that was acknowledged when it was asked for
   * @param last whether nothing else was to be read then
   * @param atNanos when that was
   */
  record Task(boolean whole, List<String> orders, Position until, boolean last, long atNanos) {}

  /** What is to be read next; empty while something is read, or nothing has changed. */
  synchronized Optional<Task> next(long nowNanos) {
    if (reading || !isBehind()) {
      return Optional.empty();
    }
    reading = true;
    List<String> orders = new ArrayList<>();
    if (!whole) {
      Iterator<String> waiting = touched.iterator();
      while (waiting.hasNext() && orders.size() < MOST_READ) {
        orders.add(waiting.next());
        waiting.remove();
      }
    }
    Task task = new Task(whole, orders, published, touched.isEmpty(), nowNanos);
    whole = false;
    return Optional.of(task);
  }

  /** It could not be read, or not be written: once more. */
  synchronized void failed(Task task) {
    reading = false;
    whole |= task.whole();
    if (whole) {
      touched.clear();
    } else {
      touched.addAll(task.orders());
    }
  }

  /**
   * It can be found from now on.
   *
   * @param at of a docket that was read whole, where it stood
   */
  synchronized void shown(Task task, Position at) {
    reading = false;
    if (task.whole()) {
      showUpTo(at);
    } else if (task.last()) {
      showUpTo(task.until());
    }
    if (!isBehind()) {
      showUpTo(published);
    }
    if (task.last()) {
      behindSinceNanos = task.atNanos();
    }
  }

  private void showUpTo(Position position) {
    Position before = shown;
    if (before == null || Positions.isAfter(position, before)) {
      shown = position;
    }
  }

  /** How many orders have changed since. */
  synchronized int waiting() {
    return touched.size();
  }

  /** How long something has been acknowledged that is not shown; 0 when nothing is. */
  synchronized long ageNanos(long nowNanos) {
    return isBehind() ? Math.max(0, nowNanos - behindSinceNanos) : 0;
  }

  /** How far it is known; empty until it was read once. */
  synchronized Optional<DocketKnown> known(long nowNanos) {
    return shown == null
        ? Optional.empty()
        : Optional.of(
            DocketKnown.newBuilder()
                .setShard(docket.toRef())
                .setPosition(shown)
                .setAge(Durations.fromNanos(ageNanos(nowNanos)))
                .build());
  }
}
