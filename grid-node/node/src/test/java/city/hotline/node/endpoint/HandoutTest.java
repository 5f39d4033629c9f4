package city.hotline.node.endpoint;

import static city.hotline.node.replica.Copy.FLOOR;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.feed.QuietStream;
import city.hotline.node.journal.SnapshotParts;
import city.hotline.node.replica.Copy;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.shard.v1.ShardSnapshot;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shard of many parts goes to another node as fast as that takes it. */
class HandoutTest {
  private static final FetchShardRequest WHOLE =
      FetchShardRequest.newBuilder().setShard(FLOOR.toRef()).setSnapshot(true).build();

  private final ExecutorService threads = Executors.newFixedThreadPool(1);
  private final ShardSnapshot snapshot = Copy.owner("A", 1, 10_000).snapshot();
  private final Handout.Source source =
      (request, out) ->
          SnapshotParts.cut(
              snapshot,
              part -> out.accept(FetchShardResponse.newBuilder().setSnapshotPart(part).build()));

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** A stream whose reader takes as many messages as the test says. */
  private static final class Reader extends QuietStream<FetchShardResponse> {
    final BlockingQueue<FetchShardResponse> got = new LinkedBlockingQueue<>();
    final Semaphore window = new Semaphore(0);
    final CountDownLatch over = new CountDownLatch(1);
    volatile @Nullable Throwable failure;

    void takes(int more) {
      window.release(more);
      onReady.run();
    }

    @Override
    public boolean isReady() {
      return window.availablePermits() > 0;
    }

    @Override
    public void onNext(FetchShardResponse part) {
      assertThat(window.tryAcquire()).as("asked for").isTrue();
      got.add(part);
    }

    @Override
    public void onError(Throwable t) {
      failure = t;
      over.countDown();
    }

    @Override
    public void onCompleted() {
      over.countDown();
    }
  }

  private static ShardSnapshot next(Reader reader, SnapshotParts parts) throws Exception {
    while (true) {
      FetchShardResponse part = reader.got.poll(10, TimeUnit.SECONDS);
      if (part == null) {
        throw new AssertionError("no part within 10 s");
      }
      Optional<ShardSnapshot> whole = parts.add(part.getSnapshotPart());
      if (whole.isPresent()) {
        return whole.get();
      }
      reader.takes(1);
    }
  }

  @Test
  void sendsNoPartThatWasNotAskedForAndAllThatAre() throws Exception {
    Reader reader = new Reader();
    new Handout(source, threads).serve(WHOLE, reader);
    reader.takes(1);
    assertThat(next(reader, new SnapshotParts())).isEqualTo(snapshot);
    assertThat(reader.over.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(reader.failure).isNull();
  }

  @Test
  void goesOnToTheNextReaderWhenOneLeaves() throws Exception {
    Handout handout = new Handout(source, threads);
    Reader leaving = new Reader();
    handout.serve(WHOLE, leaving);
    leaving.takes(1);
    assertThat(leaving.got.poll(10, TimeUnit.SECONDS)).isNotNull();
    leaving.leaves();
    Reader staying = new Reader();
    handout.serve(WHOLE, staying);
    staying.takes(1);
    assertThat(next(staying, new SnapshotParts())).isEqualTo(snapshot);
  }

  @Test
  void refusesMoreThanItsThreadsAndTheirQueueTake() {
    Reader reader = new Reader();
    Handout busy =
        new Handout(
            source,
            task -> {
              throw new RejectedExecutionException("full");
            });
    busy.serve(WHOLE, reader);
    assertThat(reader.failure)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
  }
}
