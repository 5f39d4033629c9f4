package city.hotline.node.citizen;

import city.hotline.node.epoch.Voters;
import city.hotline.proto.grid.v1.FindKeysRequest;
import city.hotline.proto.grid.v1.FindKeysResponse;
import city.hotline.proto.grid.v1.KeepKeysRequest;
import city.hotline.proto.grid.v1.KeepKeysResponse;
import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks all members the same and waits for a majority of the voters. Thread-safe. */
final class Spread {
  private static final long AGAIN_MS = 200;

  /** How long a majority is asked for, at most. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(AGAIN_MS, TimeUnit.MILLISECONDS);

  private final String nodeId;
  private final Voters voters;
  private final Keepers others;
  private final MemberKeys here;
  private final ByteString mark;
  private final long longestNanos;
  private final KeptTogether together = new KeptTogether(this::keptAll);

  Spread(
      String nodeId,
      Voters voters,
      Keepers others,
      MemberKeys here,
      GridSecret secret,
      long longestNanos) {
    this.nodeId = nodeId;
    this.voters = voters;
    this.others = others;
    this.here = here;
    this.mark = secret.mark();
    this.longestNanos = longestNanos;
  }

  /** Everybody who is to have what is kept: who is here, and who votes. */
  Set<String> everybody() {
    Set<String> all = new LinkedHashSet<>(others.present());
    all.add(nodeId);
    all.addAll(voters.ids());
    return all;
  }

  /**
   * Has a key kept by a majority, this node among it.
   *
   * @return whether it is destroyed at one of them: then it must not be used
   */
  CompletableFuture<Boolean> kept(KeyRow row) {
    return together.kept(row);
  }

  private CompletableFuture<Set<ByteString>> keptAll(List<KeyRow> rows) {
    KeepKeysRequest request = keep(rows, voters.forced());
    return again(() -> keep(request, false), System.nanoTime() + longestNanos)
        .thenApply(
            answers ->
                answers.values().stream()
                    .flatMap(answer -> answer.getDestroyedList().stream())
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /** Has keys destroyed; all who are here answer, or fail to, before it is over. */
  CompletableFuture<Set<String>> destroyed(List<KeyRow> rows) {
    KeepKeysRequest request = keep(rows, true);
    return again(() -> keep(request, true), System.nanoTime() + longestNanos)
        .thenApply(Map::keySet);
  }

  /** What all who are here know of a citizen, a majority at least. */
  CompletableFuture<Map<String, FindKeysResponse>> found(FindKeysRequest.Builder whose) {
    FindKeysRequest request = whose.setSecretMark(mark).build();
    return again(
        () -> ask(node -> isHere(node) ? here.find(request) : others.find(node, request), true),
        System.nanoTime() + longestNanos);
  }

  private KeepKeysRequest keep(List<KeyRow> rows, boolean forced) {
    return KeepKeysRequest.newBuilder()
        .setSecretMark(mark)
        .addAllRows(rows)
        .setForced(forced)
        .build();
  }

  private CompletableFuture<Map<String, KeepKeysResponse>> keep(
      KeepKeysRequest request, boolean all) {
    return ask(node -> isHere(node) ? here.keep(request) : others.keep(node, request), all);
  }

  private boolean isHere(String node) {
    return node.equals(nodeId);
  }

  private interface Try<T> {
    CompletableFuture<Map<String, T>> once();
  }

  /** Tries until a majority has answered, for a bounded time. */
  private <T> CompletableFuture<Map<String, T>> again(Try<T> trying, long untilNanos) {
    return trying
        .once()
        .thenCompose(
            answers -> {
              if (isEnough(answers)) {
                return CompletableFuture.completedFuture(answers);
              }
              if (!answers.containsKey(nodeId) && here.isFull()) {
                return CompletableFuture.failedFuture(CannotSeal.diskFull(nodeId));
              }
              if (System.nanoTime() - untilNanos >= 0) {
                return CompletableFuture.failedFuture(
                    CannotSeal.notKept("answered by " + answers.keySet() + " only"));
              }
              return CompletableFuture.supplyAsync(() -> again(trying, untilNanos), LATER)
                  .thenCompose(Function.identity());
            });
  }

  private boolean isEnough(Map<String, ?> answers) {
    return answers.containsKey(nodeId) && voters.electorate().isMajority(answers.keySet());
  }

  /**
   * Answers by node.
   *
   * @param all whether all are waited for; otherwise a majority ends it
   */
  private <T> CompletableFuture<Map<String, T>> ask(
      Function<String, CompletableFuture<T>> question, boolean all) {
    Set<String> asked = new LinkedHashSet<>(others.present());
    asked.add(nodeId);
    Answers<T> answers = new Answers<>(asked.size(), all);
    asked.forEach(
        node ->
            question
                .apply(node)
                .whenComplete(
                    (answer, failure) -> answers.came(node, failure == null ? answer : null)));
    return answers.done;
  }

  /** Collects what comes, on whatever thread. */
  private final class Answers<T> {
    private final CompletableFuture<Map<String, T>> done = new CompletableFuture<>();
    private final Map<String, T> got = new TreeMap<>();
    private final boolean all;
    private int open;

    Answers(int open, boolean all) {
      this.open = open;
      this.all = all;
    }

    void came(String node, @org.jspecify.annotations.Nullable T answer) {
      Map<String, T> result = null;
      synchronized (this) {
        open--;
        if (answer != null) {
          got.put(node, answer);
        }
        if (open == 0 || (!all && isEnough(got))) {
          result = new TreeMap<>(got);
        }
      }
      if (result != null) {
        done.complete(result);
      }
    }
  }
}
