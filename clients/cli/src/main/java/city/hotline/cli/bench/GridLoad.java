package city.hotline.cli.bench;

import city.hotline.core.shard.ShardId;
import city.hotline.node.launch.GridNode;
import city.hotline.node.sequencer.Answer;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Callers on 16 floors who arrive, wait, and hang up: two commands each, through the sequencer of
 * the floor's owner, its rules, both journals and the counted copy. Each caller sends the next
 * command when the answer has come.
 */
final class GridLoad {
  /** Callers at a time on each floor: as many as a batch takes at most. */
  static final int CALLERS = 256;

  private final List<Floor> floors = new ArrayList<>();
  private final LongAdder refused = new LongAdder();

  GridLoad(List<String> districts, Function<String, GridNode> ownerOf) {
    for (String district : districts) {
      floors.add(new Floor(district, ownerOf.apply(district)));
    }
  }

  /** Commands a second over the given time; every one was acknowledged. */
  double run(long nanos) throws InterruptedException {
    long before = acknowledged();
    long begun = System.nanoTime();
    CountDownLatch callers = new CountDownLatch(floors.size() * CALLERS);
    for (Floor floor : floors) {
      for (int i = 0; i < CALLERS; i++) {
        floor.arrive(begun + nanos, callers);
      }
    }
    callers.await();
    return (acknowledged() - before) * 1e9 / (System.nanoTime() - begun);
  }

  private long acknowledged() {
    return floors.stream().mapToLong(f -> f.arrived.sum() + f.left.sum()).sum();
  }

  long arrived() {
    return floors.stream().mapToLong(f -> f.arrived.sum()).sum();
  }

  long left() {
    return floors.stream().mapToLong(f -> f.left.sum()).sum();
  }

  long refused() {
    return refused.sum();
  }

  private final class Floor {
    private final ShardRef ref;
    private final GridNode owner;
    private final long session = ThreadLocalRandom.current().nextLong();
    private final long opened = System.currentTimeMillis();
    private final AtomicLong counter = new AtomicLong();
    private final AtomicLong callers = new AtomicLong();
    private final LongAdder arrived = new LongAdder();
    private final LongAdder left = new LongAdder();

    Floor(String district, GridNode owner) {
      this.ref = ShardId.floor(district).toRef();
      this.owner = owner;
    }

    void arrive(long until, CountDownLatch callersLeft) {
      if (System.nanoTime() >= until) {
        callersLeft.countDown();
        return;
      }
      ReportArrival.Builder arrival =
          ReportArrival.newBuilder()
              .setSwitchCallId(Long.toString(callers.incrementAndGet()))
              .setHotline("12345")
              .setCaller(Citizen.newBuilder().setPhone("13800001234"));
      submit(FloorCommand.newBuilder().setReportArrival(arrival))
          .whenComplete(
              (answer, failure) -> {
                if (answer instanceof Answer.Accepted accepted) {
                  arrived.increment();
                  leave(accepted.reply().getCallId(), until, callersLeft);
                } else {
                  refused.increment();
                  arrive(until, callersLeft);
                }
              });
    }

    private void leave(String callId, long until, CountDownLatch callersLeft) {
      submit(
              FloorCommand.newBuilder()
                  .setReportAbandon(ReportAbandon.newBuilder().setCallId(callId)))
          .whenComplete(
              (answer, failure) -> {
                if (answer instanceof Answer.Accepted) {
                  left.increment();
                } else {
                  refused.increment();
                }
                arrive(until, callersLeft);
              });
    }

    private CompletableFuture<Answer> submit(FloorCommand.Builder command) {
      return owner
          .router()
          .submit(
              ShardCommand.newBuilder()
                  .setShard(ref)
                  .setRequestId(
                      RequestId.newBuilder()
                          .setSession(session)
                          .setCounter(counter.incrementAndGet())
                          .setWindow(CALLERS * 2)
                          .setOpenedMs(opened))
                  .setFloor(command)
                  .build());
    }
  }
}
