package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the keys of new citizens while those before them are being kept: a burst of first calls
 * costs each member one change of its store, and one wait for the disk, not one a citizen.
 * Thread-safe.
 */
final class KeptTogether {
  private static final int MOST_WAITING = 2 * KeyStore.MOST_ROWS;

  private record Waiting(KeyRow row, CompletableFuture<Boolean> destroyed) {}

  private final Function<List<KeyRow>, CompletableFuture<Set<ByteString>>> keep;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * Keeps what it gathers this way.
   *
   * @param keep answers with the names of those that are destroyed; at most 500 are given to it,
   *     and none while it is at work
   */
  KeptTogether(Function<List<KeyRow>, CompletableFuture<Set<ByteString>>> keep) {
    this.keep = keep;
  }

  /**
   * Whether the key turned out to be destroyed, once it is kept. Fails as those do that are kept
   * together with it or before it, or with {@link CannotSeal} where too many wait: so nobody waits
   * for longer than it takes to fail.
   */
  CompletableFuture<Boolean> kept(KeyRow row) {
    Waiting mine = new Waiting(row, new CompletableFuture<>());
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        return CompletableFuture.failedFuture(CannotSeal.tooMany());
      }
      waiting.add(mine);
    }
    next();
    return mine.destroyed;
  }

  private void next() {
    List<Waiting> together;
    synchronized (this) {
      if (busy || waiting.isEmpty()) {
        return;
      }
      busy = true;
      together = taken(KeyStore.MOST_ROWS);
    }
    var unused =
        asked(together.stream().map(Waiting::row).toList())
            .whenComplete((destroyed, failure) -> over(together, destroyed, failure));
  }

  private List<Waiting> taken(int most) {
    List<Waiting> taken = new ArrayList<>();
    while (!waiting.isEmpty() && taken.size() < most) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** Whatever fails here must not keep others waiting for ever. */
  private CompletableFuture<Set<ByteString>> asked(List<KeyRow> rows) {
    try {
      return keep.apply(rows);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void over(
      List<Waiting> together, @Nullable Set<ByteString> destroyed, @Nullable Throwable failure) {
    List<Waiting> over = new ArrayList<>(together);
    synchronized (this) {
      busy = false;
      if (destroyed == null) {
        over.addAll(taken(MOST_WAITING));
      }
    }
    for (Waiting one : over) {
      if (destroyed == null) {
        one.destroyed.completeExceptionally(
            failure == null ? new IllegalStateException("no answer") : failure);
      } else {
        one.destroyed.complete(destroyed.contains(one.row.getKeyId()));
      }
    }
    next();
  }
}
