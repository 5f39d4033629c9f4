package city.hotline.node.feed;

import io.grpc.stub.ServerCallStreamObserver;

/** A caller's stream without a network: what a test does not look at does nothing. */
public abstract class QuietStream<T> extends ServerCallStreamObserver<T> {
  protected volatile boolean gone;
  protected volatile Runnable onReady = () -> {};
  private volatile Runnable onCancel = () -> {};

  /** The reader goes away. */
  public void leaves() {
    gone = true;
    onCancel.run();
  }

  @Override
  public boolean isCancelled() {
    return gone;
  }

  @Override
  public void onError(Throwable failure) {}

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
