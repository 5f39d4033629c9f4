package city.hotline.client;

import java.util.function.Consumer;

/**
 * Reads a stream that begins anew each time it is opened, and tells a listener.
 *
 * @param request to open it with, always the same
 * @param messages where each message goes
 * @param <Q> the request
 * @param <R> a message of the stream
 */
record WatchReader<Q, R>(Q request, WatchListener listener, Consumer<R> messages)
    implements ReopeningStream.Reader<Q, R> {

  @Override
  public boolean read(R message) {
    messages.accept(message);
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
}
