package city.hotline.client;

import city.hotline.proto.wallboard.v1.Picture;
import city.hotline.proto.wallboard.v1.WallboardServiceGrpc;
import city.hotline.proto.wallboard.v1.WatchFiguresRequest;
import city.hotline.proto.wallboard.v1.WatchFiguresResponse;

/** Live figures, from another node when one goes away. A slow reader gets the newest picture. */
public final class FiguresWatch implements AutoCloseable {

  /** A picture comes at least every 2 s. */
  private static final long SILENCE_MS = 5000;

  /** Reads pictures, one at a time, on a thread of the client: do not block. */
  public interface Listener extends WatchListener {
    /** The city now. */
    void onPicture(Picture picture);
  }

  private final ReopeningStream<WatchFiguresRequest, WatchFiguresResponse> stream;

  FiguresWatch(Wire wire, int intervalMs, Listener listener) {
    var request = WatchFiguresRequest.newBuilder().setIntervalMs(intervalMs).build();
    this.stream =
        new ReopeningStream<>(
            wire,
            Identity.READER,
            "",
            WallboardServiceGrpc.getWatchFiguresMethod(),
            new WatchReader<>(request, listener, m -> listener.onPicture(m.getPicture())),
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
