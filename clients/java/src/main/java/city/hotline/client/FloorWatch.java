package city.hotline.client;

import city.hotline.proto.supervision.v1.FloorPicture;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc;
import city.hotline.proto.supervision.v1.WatchFloorRequest;
import city.hotline.proto.supervision.v1.WatchFloorResponse;

/** A floor, live, from its owner. A slow reader gets the newest picture. */
public final class FloorWatch implements AutoCloseable {

  /** A picture comes at least every 2 s. */
  private static final long SILENCE_MS = 6_000;

  /** Reads pictures, one at a time, on a thread of the client: do not block. */
  public interface Listener extends WatchListener {
    /** The floor now. */
    void onPicture(FloorPicture picture);
  }

  private final ReopeningStream<WatchFloorRequest, WatchFloorResponse> stream;

  FloorWatch(Wire wire, String district, int intervalMs, Listener listener) {
    var request =
        WatchFloorRequest.newBuilder().setDistrict(district).setIntervalMs(intervalMs).build();
    this.stream =
        new ReopeningStream<>(
            wire,
            Identity.supervisor(district),
            district,
            SupervisionServiceGrpc.getWatchFloorMethod(),
            new WatchReader<>(request, listener, m -> listener.onPicture(m.getFloor())),
            SILENCE_MS);
    stream.request(1);
    stream.open();
  }

  /** No more pictures. */
  @Override
  public void close() {
    stream.close();
  }
}
