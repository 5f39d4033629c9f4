package city.hotline.node.wall;

import city.hotline.node.feed.Turns;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page that reads the stream; keeps at most the newest picture it has not taken yet.
 *
 * <p>Thread-safe without a lock: the container calls in with its own lock of the connection held,
 * and takes that lock when it is called. Whoever comes while another thread writes leaves the work
 * to that one.
 */
final class WallReader implements WriteListener, AsyncListener {
  private final AsyncContext context;
  private final Consumer<WallReader> whenGone;
  private final AtomicReference<byte @Nullable []> unsent = new AtomicReference<>();
  private final Turns turns = new Turns(this::writeNewest, Runnable::run);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable ServletOutputStream out;

  WallReader(AsyncContext context, Consumer<WallReader> whenGone) {
    this.context = context;
    this.whenGone = whenGone;
  }

  void start() throws IOException {
    context.addListener(this);
    ServletOutputStream stream = context.getResponse().getOutputStream();
    out = stream;
    stream.setWriteListener(this);
  }

  void show(byte[] event) {
    unsent.set(event);
    turns.ask();
  }

  @Override
  public void onWritePossible() {
    turns.ask();
  }

  private void writeNewest() {
    ServletOutputStream stream = out;
    if (stream == null || unsent.get() == null || over.get()) {
      return;
    }
    try {
      if (stream.isReady()) {
        byte[] event = unsent.getAndSet(null);
        if (event != null) {
          stream.write(event);
        }
        if (stream.isReady()) {
          stream.flush();
        }
      }
    } catch (IOException | IllegalStateException e) {
      gone();
    }
  }

  private void gone() {
    if (over.getAndSet(true)) {
      return;
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
