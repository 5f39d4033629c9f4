package city.hotline.node.sequencer;

import city.hotline.core.shard.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts one question to all nodes that serve dockets, to each about those that it serves. A district
 * that nobody serves, and a node that does not answer, are left out: whoever asks compares with
 * what was asked. Thread-safe.
 */
public final class DocketPoll {
  private final Router router;
  private final Router.Owners owners;

  /** Asks those that own. */
  public DocketPoll(Router router, Router.Owners owners) {
    this.router = router;
    this.owners = owners;
  }

  /**
   * Asks; is done when everybody has answered or failed.
   *
   * @param dockets by district
   * @param here asks this node
   * @param elsewhere asks another one, by its name; must have a deadline
   * @param add told of each answer, on any thread
   */
  public <R> CompletableFuture<Void> ask(
      Map<String, List<String>> dockets,
      Function<List<ShardId>, CompletableFuture<R>> here,
      BiFunction<String, List<ShardId>, CompletableFuture<R>> elsewhere,
      Consumer<R> add) {
    Map<String, List<ShardId>> byNode = new TreeMap<>();
    dockets.forEach((district, of) -> place(district, of, byNode));
    List<CompletableFuture<?>> parts = new ArrayList<>();
    byNode.forEach(
        (node, of) -> {
          var part = node.isEmpty() ? here.apply(of) : elsewhere.apply(node, of);
          parts.add(
              part.handle(
                  (found, failure) -> {
                    if (failure == null) {
                      add.accept(found);
                    }
                    return found;
                  }));
        });
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }

  /** This node has no name here; a district that nobody serves goes nowhere. */
  private void place(String district, List<String> dockets, Map<String, List<ShardId>> byNode) {
    Optional<String> node =
        router.servesHere(ShardId.floor(district)) ? Optional.of("") : owners.ownerOf(district);
    node.ifPresent(
        name ->
            dockets.forEach(
                d ->
                    byNode
                        .computeIfAbsent(name, k -> new ArrayList<>())
                        .add(ShardId.docket(district, d))));
  }
}
