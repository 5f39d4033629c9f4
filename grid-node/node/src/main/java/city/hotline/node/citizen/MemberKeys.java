package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.FetchKeysRequest;
import city.hotline.proto.grid.v1.FetchKeysResponse;
import city.hotline.proto.grid.v1.FindKeysRequest;
import city.hotline.proto.grid.v1.FindKeysResponse;
import city.hotline.proto.grid.v1.KeepKeysRequest;
import city.hotline.proto.grid.v1.KeepKeysResponse;
import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What this member is asked by the others, and by itself, of the keys it keeps. Thread-safe. */
public final class MemberKeys {
  static final int KEY_ID_BYTES = 16;

  private final KeyStore store;
  private final KeyRing ring;
  private final GridSecret secret;
  private final Executor executor;

  /**
   * Answers from these.
   *
   * @param executor what changes the store runs there: one thread, with a bounded queue
   */
  MemberKeys(KeyStore store, KeyRing ring, GridSecret secret, Executor executor) {
    this.store = store;
    this.ring = ring;
    this.secret = secret;
    this.executor = executor;
  }

  /** Keeps keys, or destroys them. */
  public CompletableFuture<KeepKeysResponse> keep(KeepKeysRequest request) {
    return soon(
        request.getSecretMark(),
        () -> {
          if (request.getRowsCount() > KeyStore.MOST_ROWS
              || request.getRowsList().stream().anyMatch(MemberKeys::isMalformed)) {
            throw new IllegalArgumentException("rows: at most 500, of keys named by 16 bytes each");
          }
          Set<KeyRow> news = Set.copyOf(ring.merge(request.getRowsList(), request.getForced()));
          KeepKeysResponse.Builder response = KeepKeysResponse.newBuilder();
          for (KeyRow row : request.getRowsList()) {
            if (KeyStore.isDestroyed(row)
                || (!news.contains(row)
                    && store.find(row.getKeyId()).filter(KeyStore::isDestroyed).isPresent())) {
              response.addDestroyed(row.getKeyId());
            }
          }
          return response.build();
        });
  }

  /** Whether keys are not kept here for want of space. */
  boolean isFull() {
    return store.isFull();
  }

  private static boolean isMalformed(KeyRow row) {
    return row.getKeyId().size() != KEY_ID_BYTES
        || row.getWrapped().isEmpty() != row.getCitizen().isEmpty();
  }

  /** A citizen's keys that are here. */
  public CompletableFuture<FindKeysResponse> find(FindKeysRequest request) {
    return soon(
        request.getSecretMark(),
        () -> {
          ByteString citizen =
              request.hasKeyId()
                  ? store.find(request.getKeyId()).map(KeyRow::getCitizen).orElse(ByteString.EMPTY)
                  : request.getOf();
          FindKeysResponse.Builder response = FindKeysResponse.newBuilder().setCitizen(citizen);
          if (!citizen.isEmpty()) {
            store.of(citizen).forEach(row -> response.addKeyIds(row.getKeyId()));
          }
          return response.build();
        });
  }

  /** What changed here. */
  public CompletableFuture<FetchKeysResponse> fetch(FetchKeysRequest request) {
    return soon(
        request.getSecretMark(), () -> store.changes(request.getStoreId(), request.getAfter()));
  }

  private <T> CompletableFuture<T> soon(ByteString mark, Supplier<T> work) {
    if (!mark.equals(secret.mark())) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "secret_mark: of another secret (expected: every member has the same"
                  + " --citizen-secret)"));
    }
    try {
      return CompletableFuture.supplyAsync(work, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
