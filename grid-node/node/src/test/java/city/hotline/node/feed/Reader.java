package city.hotline.node.feed;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream whose reader takes as many messages as the test says. */
final class Reader<T> extends ServerCallStreamObserver<T> {
  final List<T> got = new ArrayList<>();
  @Nullable Throwable ended;
  int window;
  boolean gone;
  Runnable onReady = () -> {};
  Runnable onCancel = () -> {};

  void takes(int more) {
    window += more;
    onReady.run();
  }

  void leaves() {
    gone = true;
    onCancel.run();
  }

  @Override
  public boolean isReady() {
    return window > 0;
  }

  @Override
  public boolean isCancelled() {
    return gone;
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

  @Override
  public void onCompleted() {}

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void setCompression(String compression) {}

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}
}
