package city.hotline.node.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptTogetherTest {
  private final List<List<KeyRow>> asked = new ArrayList<>();
  private final List<CompletableFuture<Set<ByteString>>> answers = new ArrayList<>();
  private final KeptTogether together =
      new KeptTogether(
          rows -> {
            asked.add(rows);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
          });

  private static KeyRow row(int number) {
    return KeyRow.newBuilder().setKeyId(id(number)).build();
  }

  private static ByteString id(int number) {
    return ByteString.copyFromUtf8("key " + number);
  }

  @Test
  void whatComesWhileOthersAreBeingKeptIsKeptTogether() {
    CompletableFuture<Boolean> first = together.kept(row(1));
    CompletableFuture<Boolean> second = together.kept(row(2));
    CompletableFuture<Boolean> third = together.kept(row(3));
    assertThat(asked).containsExactly(List.of(row(1)));

    answers.get(0).complete(Set.of());
    assertThat(first).isCompletedWithValue(false);
    assertThat(second).isNotDone();
    assertThat(asked).containsExactly(List.of(row(1)), List.of(row(2), row(3)));

    answers.get(1).complete(Set.of(id(3)));
    assertThat(second).isCompletedWithValue(false);
    assertThat(third).as("destroyed at one of them").isCompletedWithValue(true);
  }

  @Test
  void whoWaitsFailsWithThoseBeforeAndTheNextAreKept() {
    CompletableFuture<Boolean> first = together.kept(row(1));
    CompletableFuture<Boolean> second = together.kept(row(2));
    answers.get(0).completeExceptionally(CannotSeal.notKept("nobody is here"));
    assertThat(first).isCompletedExceptionally();
    assertThat(second).as("it would wait as long once more").isCompletedExceptionally();
    CompletableFuture<Boolean> third = together.kept(row(3));
    answers.get(1).complete(Set.of());
    assertThat(third).isCompletedWithValue(false);
  }

  @Test
  void whatBreaksKeepsNobodyWaiting() {
    KeptTogether broken =
        new KeptTogether(
            rows -> {
              throw new IllegalStateException("the network is closed");
            });
    assertThat(broken.kept(row(1))).isCompletedExceptionally();
    assertThat(broken.kept(row(2))).isCompletedExceptionally();
  }

  @Test
  void soManyAreAskedForAtOnceAndSoManyWait() {
    List<CompletableFuture<Boolean>> kept =
        IntStream.rangeClosed(0, 1_000).mapToObj(i -> together.kept(row(i))).toList();
    assertThat(kept).noneMatch(CompletableFuture::isDone);
    assertThat(together.kept(row(1_001))).isCompletedExceptionally();
    answers.get(0).complete(Set.of());
    assertThat(asked.get(1)).hasSize(500).startsWith(row(1));
    assertThat(together.kept(row(1_002))).isNotDone();
  }
}
