package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How messages reach a reader: only as fast as it takes them. */
class PumpTest {

  private final Reader<String> reader = new Reader<>();
  private final Deque<String> source = new ArrayDeque<>();
  private final AtomicInteger cleanedUp = new AtomicInteger();
  private final Pump<String> pump = new Pump<>(reader, Runnable::run);

  private void starts() {
    pump.start(source::poll, Optional::empty, cleanedUp::incrementAndGet);
  }

  @Test
  void aStalledReaderCostsNothingButItsPosition() {
    for (int i = 0; i < 1_000; i++) {
      source.add("m" + i);
    }
    starts();
    pump.run();
    assertThat(reader.got).isEmpty();
    assertThat(source).hasSize(1_000);
    reader.takes(3);
    assertThat(reader.got).containsExactly("m0", "m1", "m2");
    assertThat(source).hasSize(997);
  }

  @Test
  void newMessagesFlowWhenItIsWoken() {
    reader.window = 10;
    starts();
    source.add("late");
    pump.run();
    assertThat(reader.got).containsExactly("late");
  }

  @Test
  void wakingFromWithinIsNotLost() {
    reader.window = 10;
    pump.start(
        () -> {
          String next = source.poll();
          if (next != null && next.equals("first")) {
            source.add("second");
            pump.run();
          }
          return next;
        },
        Optional::empty,
        cleanedUp::incrementAndGet);
    source.add("first");
    pump.run();
    assertThat(reader.got).containsExactly("first", "second");
  }

  @Test
  void itEndsWithTheSourcesStatusAfterTheLastMessage() {
    reader.window = 10;
    source.add("last");
    pump.start(
        source::poll,
        () -> Optional.of(Status.UNAVAILABLE.withDescription("moved")),
        cleanedUp::incrementAndGet);
    assertThat(reader.got).containsExactly("last");
    assertThat(code(reader.ended)).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(cleanedUp).hasValue(1);
    pump.run();
    assertThat(cleanedUp).hasValue(1);
  }

  @Test
  void aReaderThatLeavesIsCleanedUpAfterOnce() {
    reader.window = 10;
    starts();
    reader.leaves();
    pump.run();
    assertThat(cleanedUp).hasValue(1);
    source.add("to nobody");
    pump.run();
    assertThat(reader.got).isEmpty();
  }

  @Test
  void aSourceThatFailsEndsTheStreamInsteadOfLeavingItSilent() {
    reader.window = 10;
    pump.start(
        () -> {
          throw new IllegalStateException("as the test wants");
        },
        Optional::empty,
        cleanedUp::incrementAndGet);
    assertThat(code(reader.ended)).isEqualTo(Status.Code.INTERNAL);
    assertThat(cleanedUp).hasValue(1);
  }

  @Test
  @Timeout(60)
  void aReaderWhoTakesAllThereIsDoesNotKeepTheThread() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    AtomicBoolean stop = new AtomicBoolean();
    Reader<String> greedy = new Reader<>();
    greedy.window = Integer.MAX_VALUE;
    new Pump<String>(greedy, one)
        .start(() -> stop.get() ? null : "again", Optional::empty, cleanedUp::incrementAndGet);
    try {
      assertThat(CompletableFuture.runAsync(() -> {}, one)).succeedsWithin(30, TimeUnit.SECONDS);
    } finally {
      stop.set(true);
      one.shutdown();
    }
  }

  private static Status.@Nullable Code code(@Nullable Throwable ended) {
    return ended instanceof StatusRuntimeException status ? status.getStatus().getCode() : null;
  }
}
