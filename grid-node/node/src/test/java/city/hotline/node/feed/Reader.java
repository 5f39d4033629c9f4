package city.hotline.node.feed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream whose reader takes as many messages as the test says. */
final class Reader<T> extends QuietStream<T> {
  final List<T> got = new ArrayList<>();
  @Nullable Throwable ended;
  int window;

  void takes(int more) {
    window += more;
    onReady.run();
  }

  @Override
  public boolean isReady() {
    return window > 0;
  }

  @Override
  public void onNext(T message) {
    window--;
    got.add(message);
  }

  @Override
  public void onError(Throwable t) {
    ended = t;
  }
}
