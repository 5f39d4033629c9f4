package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.FindKeysRequest;
import city.hotline.proto.grid.v1.FindKeysResponse;
import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Destroys all keys of a citizen on all members. Every key that anything was sealed with is kept by
 * a majority, so a majority's answers name all of them. Thread-safe.
 */
public final class Erasing {

  /**
   * What was done.
   *
   * @param keys how many keys there were
   * @param destroyed members that have it on disk: a majority of the voters, this one among them
   * @param toCome members that will hear of it when they come back
   */
  public record Erased(int keys, Set<String> destroyed, Set<String> toCome) {}

  private final GridSecret secret;
  private final Spread spread;

  Erasing(GridSecret secret, Spread spread) {
    this.secret = secret;
    this.spread = spread;
  }

  /**
   * Whoever has this phone. Fails with {@link CannotSeal} when no majority answers.
   *
   * @throws IllegalArgumentException when there is no digit in it
   */
  public CompletableFuture<Erased> phone(String phone) {
    ByteString citizen =
        secret
            .citizenOf(phone)
            .orElseThrow(() -> new IllegalArgumentException("phone: has no digit in it"));
    return of(citizen);
  }

  /** Whoever this key is of. */
  public CompletableFuture<Erased> key(ByteString keyId) {
    return spread
        .found(FindKeysRequest.newBuilder().setKeyId(keyId))
        .thenCompose(
            answers ->
                answers.values().stream()
                    .map(FindKeysResponse::getCitizen)
                    .filter(citizen -> !citizen.isEmpty())
                    .findFirst()
                    .map(this::of)
                    // Nobody has it alive: it may be destroyed at some only, and is now at all.
                    .orElseGet(() -> destroy(List.of(keyId), 0)));
  }

  private CompletableFuture<Erased> of(ByteString citizen) {
    return spread
        .found(FindKeysRequest.newBuilder().setOf(citizen))
        .thenCompose(
            answers -> {
              Set<ByteString> keys =
                  answers.values().stream()
                      .map(FindKeysResponse::getKeyIdsList)
                      .flatMap(Collection::stream)
                      .collect(Collectors.toSet());
              return destroy(keys, keys.size());
            });
  }

  private CompletableFuture<Erased> destroy(Collection<ByteString> keys, int count) {
    return spread
        .destroyed(keys.stream().map(KeyStore::destroyed).toList())
        .thenApply(
            nodes -> {
              Set<String> toCome = new TreeSet<>(spread.everybody());
              toCome.removeAll(nodes);
              return new Erased(count, nodes, toCome);
            });
  }
}
