package city.hotline.node.endpoint;

import city.hotline.node.board.PictureMaker;
import city.hotline.node.feed.Pump;
import city.hotline.proto.wallboard.v1.Picture;
import city.hotline.proto.wallboard.v1.WallboardServiceGrpc;
import city.hotline.proto.wallboard.v1.WatchFiguresRequest;
import city.hotline.proto.wallboard.v1.WatchFiguresResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Live figures of the city. */
public final class WallboardEndpoint extends WallboardServiceGrpc.WallboardServiceImplBase {
  private static final int DEFAULT_MS = 500;

  private final PictureMaker pictures;
  private final ScheduledExecutorService scheduler;

  /** Shows these pictures. */
  public WallboardEndpoint(PictureMaker pictures, ScheduledExecutorService scheduler) {
    this.pictures = pictures;
    this.scheduler = scheduler;
  }

  @Override
  public void watchFigures(
      WatchFiguresRequest request, StreamObserver<WatchFiguresResponse> observer) {
    int interval = request.getIntervalMs() == 0 ? DEFAULT_MS : request.getIntervalMs();
    if (interval < 100 || interval > 10_000) {
      observer.onError(Refusals.invalid("interval_ms", interval, "0, or 100 to 10000"));
      return;
    }
    Pump<WatchFiguresResponse> pump =
        new Pump<>((ServerCallStreamObserver<WatchFiguresResponse>) observer, scheduler);
    Gate gate = new Gate(interval);
    ScheduledFuture<?> timer =
        scheduler.scheduleWithFixedDelay(pump::run, interval, interval, TimeUnit.MILLISECONDS);
    pump.start(() -> gate.next(pictures), Optional::empty, () -> timer.cancel(false));
  }

  /** Lets one picture an interval through. */
  private static final class Gate {
    private final long intervalNanos;
    private long last;
    private boolean first = true;

    Gate(int intervalMs) {
      this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMs) * 9 / 10;
    }

    @Nullable WatchFiguresResponse next(PictureMaker pictures) {
      long now = System.nanoTime();
      if (!first && now - last < intervalNanos) {
        return null;
      }
      Optional<Picture> picture = pictures.picture();
      if (picture.isEmpty()) {
        return null;
      }
      first = false;
      last = now;
      return WatchFiguresResponse.newBuilder().setPicture(picture.get()).build();
    }
  }
}
