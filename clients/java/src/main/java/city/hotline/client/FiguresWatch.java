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
  public interface Listener {
    /** The city now. */
    void onPicture(Picture picture);

    /** No picture comes for now; the watch looks for another node. */
    default void onBroken(String why) {}

    /** The grid refuses the watch for good. */
    void onRefused(HotlineException reason);
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
            new ReopeningStream.Reader<>() {
              @Override
              public WatchFiguresRequest request() {
                return request;
              }

              @Override
              public boolean read(WatchFiguresResponse message) {
                listener.onPicture(message.getPicture());
                return false;
              }

              @Override
              public void broken(Failure failure) {
                listener.onBroken(failure.text());
              }

              @Override
              public void refused(HotlineException reason) {
                listener.onRefused(reason);
              }
            },
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
