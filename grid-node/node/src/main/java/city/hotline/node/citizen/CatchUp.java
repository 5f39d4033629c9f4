package city.hotline.node.citizen;

import city.hotline.node.epoch.Voters;
import city.hotline.proto.grid.v1.FetchKeysRequest;
import city.hotline.proto.grid.v1.FetchKeysResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this member what changed in the stores of the others: keys it was not told of, and which
 * keys are destroyed. Who has not heard for some seconds from a majority of the voters opens
 * nothing: something could have been erased meanwhile. Thread-safe.
 */
final class CatchUp {
  static final long ROUND_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String nodeId;
  private final Voters voters;
  private final Keepers others;
  private final KeyStore store;
  private final KeyRing ring;
  private final GridSecret secret;
  private final Executor executor;
  private final LongSupplier nanos;
  private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
  private final Set<String> asking = ConcurrentHashMap.newKeySet();
  private final Set<String> complained = ConcurrentHashMap.newKeySet();

  /** The parts it works with. */
  record Parts(
      String nodeId,
      Voters voters,
      Keepers others,
      KeyStore store,
      KeyRing ring,
      GridSecret secret,
      Executor executor,
      LongSupplier nanos) {}

  CatchUp(Parts parts) {
    nodeId = parts.nodeId();
    voters = parts.voters();
    others = parts.others();
    store = parts.store();
    ring = parts.ring();
    secret = parts.secret();
    executor = parts.executor();
    nanos = parts.nanos();
  }

  /** Whether whatever a majority was told some seconds ago is known here. */
  boolean isFresh() {
    long now = nanos.getAsLong();
    List<String> heard = new ArrayList<>();
    heard.add(nodeId);
    heardAt.forEach(
        (node, at) -> {
          if (now - at < FRESH_NANOS) {
            heard.add(node);
          }
        });
    return voters.electorate().isMajority(heard);
  }

  /** Asks each of the others that is not being asked; to be called every {@link #ROUND_MS}. */
  void round() {
    for (String node : others.present()) {
      if (!node.equals(nodeId) && asking.add(node)) {
        long begun = nanos.getAsLong();
        from(node)
            .whenComplete(
                (done, failure) -> {
                  asking.remove(node);
                  if (failure == null) {
                    heardAt.put(node, begun);
                    complained.remove(node);
                  } else if (complained.add(node)) {
                    LOG.warn(
                        "keys of citizens could not be fetched from {}, tried again: {}",
                        node,
                        String.valueOf(failure.getMessage()));
                  }
                });
      }
    }
    store.sweep();
  }

  /** Page by page, until there is no more. */
  private CompletableFuture<Boolean> from(String node) {
    return soon(() -> store.read(node))
        .thenCompose(
            read ->
                others.fetch(
                    node,
                    FetchKeysRequest.newBuilder()
                        .setSecretMark(secret.mark())
                        .setStoreId(read.store())
                        .setAfter(read.until())
                        .build()))
        .thenCompose(page -> soon(() -> take(node, page)))
        .thenCompose(more -> more ? from(node) : CompletableFuture.completedFuture(Boolean.FALSE));
  }

  private Boolean take(String node, FetchKeysResponse page) {
    if (page.getRowsCount() > 0) {
      ring.merge(page.getRowsList(), voters.forced(), node, page.getStoreId(), page.getUntil());
    }
    return page.getMore();
  }

  private <T> CompletableFuture<T> soon(java.util.function.Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
