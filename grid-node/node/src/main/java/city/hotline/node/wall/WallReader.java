package city.hotline.node.wall;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page that reads the stream; keeps at most the newest picture it has not taken yet.
 * Thread-safe.
 */
final class WallReader implements WriteListener, AsyncListener {
  private final AsyncContext context;
  private final Consumer<WallReader> whenGone;
  private @Nullable ServletOutputStream out;
  private byte @Nullable [] unsent;
  private boolean over;

  WallReader(AsyncContext context, Consumer<WallReader> whenGone) {
    this.context = context;
    this.whenGone = whenGone;
  }

  void start() throws IOException {
    context.addListener(this);
    ServletOutputStream stream = context.getResponse().getOutputStream();
    synchronized (this) {
      out = stream;
    }
    stream.setWriteListener(this);
  }

  synchronized void show(byte[] event) {
    unsent = event;
    write();
  }

  @Override
  public synchronized void onWritePossible() {
    write();
  }

  private void write() {
    ServletOutputStream stream = out;
    byte[] event = unsent;
    if (stream == null || event == null || over) {
      return;
    }
    try {
      if (stream.isReady()) {
        unsent = null;
        stream.write(event);
        if (stream.isReady()) {
          stream.flush();
        }
      }
    } catch (IOException | IllegalStateException e) {
      gone();
    }
  }

  private void gone() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    whenGone.accept(this);
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // The container has ended it already.
    }
  }

  @Override
  public void onError(Throwable failure) {
    gone();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    gone();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    gone();
  }

  @Override
  public void onError(AsyncEvent event) {
    gone();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Never started twice.
  }
}
