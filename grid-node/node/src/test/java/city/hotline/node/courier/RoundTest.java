package city.hotline.node.courier;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.OutboxEntry;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a floor's outbox is emptied: in order for each receiver, until all of it has arrived. */
class RoundTest {
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final ShardId STREET = ShardId.docket("110105", "110105001");
  private static final ShardId OTHER_STREET = ShardId.docket("110105", "110105002");

  /** A command under way to another node, which the test answers. */
  private record Sent(ShardCommand command, CompletableFuture<Answer> answer) {
    boolean isDelivery() {
      return command.hasDelivery();
    }

    long sequence() {
      return isDelivery()
          ? command.getDelivery().getPosition().getSequence()
          : command.getConfirmDelivery().getPosition().getSequence();
    }
  }

  private final List<Sent> sent = new ArrayList<>();
  private final AtomicInteger undelivered = new AtomicInteger();
  private final List<Runnable> later = new ArrayList<>();
  private final ScheduledThreadPoolExecutor retries = new NeverByItself();
  private final Round round = new Round(FLOOR, router(), retries, undelivered);

  private final class NeverByItself extends ScheduledThreadPoolExecutor {
    NeverByItself() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      later.add(task);
      return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }
  }

  private Router router() {
    HandDrivenLanes lanes = new HandDrivenLanes();
    return new Router(
        "A",
        lanes.replicas,
        new Tenures(),
        lanes.sequencer,
        new Router.Ways(
            CompletableFuture::completedFuture,
            district -> Optional.of("B"),
            (node, command) -> {
              Sent one = new Sent(command, new CompletableFuture<>());
              sent.add(one);
              return one.answer();
            }));
  }

  @AfterEach
  void stop() {
    retries.shutdownNow();
  }

  private static OutboxEntry entry(ShardId receiver, long sequence) {
    return OutboxEntry.newBuilder()
        .setReceiver(receiver.toRef())
        .setPosition(Positions.of(1, sequence))
        .build();
  }

  private List<Long> underWay(boolean deliveries) {
    return sent.stream()
        .filter(s -> s.isDelivery() == deliveries && !s.answer().isDone())
        .map(Sent::sequence)
        .toList();
  }

  private Sent last(long sequence, boolean delivery) {
    return sent.stream()
        .filter(s -> s.isDelivery() == delivery && s.sequence() == sequence)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private void accepted(Sent one) {
    one.answer()
        .complete(
            new Answer.Accepted(Reply.getDefaultInstance(), Acknowledgement.getDefaultInstance()));
  }

  private void refused(Sent one, Refusal reason) {
    one.answer().complete(Answer.refused(one.command(), reason, Map.of(), "as the test wants"));
  }

  /** Does now what the round put off. */
  private void retryNow() {
    List<Runnable> tasks = List.copyOf(later);
    later.clear();
    tasks.forEach(Runnable::run);
  }

  @Test
  void oneAtATimeAndInOrderForEachReceiver() {
    round.begin(List.of(entry(STREET, 3), entry(OTHER_STREET, 4), entry(STREET, 5)));
    assertThat(underWay(true)).containsExactly(3L, 4L);
    accepted(last(3, true));
    assertThat(underWay(true)).containsExactly(4L, 5L);
    assertThat(underWay(false)).containsExactly(3L);
  }

  @Test
  void anEntryCountsUntilTheSenderHasDroppedIt() {
    round.begin(List.of(entry(STREET, 3)));
    accepted(last(3, true));
    assertThat(undelivered).hasValue(1);
    accepted(last(3, false));
    assertThat(undelivered).hasValue(0);
  }

  @Test
  void whatTheReceiverHadBeforeIsDelivered() {
    round.begin(List.of(entry(STREET, 3), entry(STREET, 5)));
    refused(last(3, true), Refusal.REFUSAL_ALREADY_DELIVERED);
    assertThat(underWay(false)).containsExactly(3L);
    assertThat(underWay(true)).containsExactly(5L);
    refused(last(3, false), Refusal.REFUSAL_NOT_IN_OUTBOX);
    assertThat(undelivered).hasValue(1);
  }

  @Test
  void whatDidNotArriveIsSentAgainBeforeAnythingLater() {
    round.begin(List.of(entry(STREET, 3), entry(STREET, 5)));
    refused(last(3, true), Refusal.REFUSAL_OUTCOME_UNKNOWN);
    assertThat(underWay(true)).isEmpty();
    retryNow();
    assertThat(underWay(true)).containsExactly(3L);
    last(3, true).answer().completeExceptionally(new IllegalStateException("the line broke"));
    retryNow();
    accepted(last(3, true));
    assertThat(underWay(true)).containsExactly(5L);
  }

  @Test
  void aConfirmationThatDidNotArriveIsSentAgain() {
    round.begin(List.of(entry(STREET, 3)));
    accepted(last(3, true));
    refused(last(3, false), Refusal.REFUSAL_SHARD_NEEDS_TAKEOVER);
    retryNow();
    accepted(last(3, false));
    assertThat(undelivered).hasValue(0);
  }

  @Test
  void anEntrySeenTwiceIsSentOnce() {
    round.begin(List.of(entry(STREET, 3)));
    round.add(List.of(entry(STREET, 3)));
    assertThat(sent).hasSize(1);
    assertThat(undelivered).hasValue(1);
  }

  /**
   * The receiver takes a later entry as proof that it has the earlier ones: were 9 delivered first,
   * 3 would be refused as delivered before, and its order lost.
   */
  @Test
  void newEntriesWaitForThoseThatTheOwnerBeforeLeft() {
    round.add(List.of(entry(STREET, 9)));
    assertThat(sent).isEmpty();
    round.begin(List.of(entry(STREET, 3), entry(STREET, 9)));
    assertThat(underWay(true)).containsExactly(3L);
    accepted(last(3, true));
    assertThat(underWay(true)).containsExactly(9L);
  }

  @Test
  void whatWasPublishedWhileTheOutboxWasReadIsNotForgotten() {
    round.add(List.of(entry(STREET, 9)));
    round.begin(List.of());
    assertThat(underWay(true)).containsExactly(9L);
  }

  @Test
  void aStoppedRoundSendsNothingMoreAndCountsNothing() {
    round.begin(List.of(entry(STREET, 3), entry(STREET, 5)));
    round.stop();
    assertThat(undelivered).hasValue(0);
    accepted(last(3, true));
    assertThat(underWay(true)).isEmpty();
    round.add(List.of(entry(STREET, 7)));
    assertThat(underWay(true)).isEmpty();
  }
}
