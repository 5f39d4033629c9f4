package city.hotline.gateway.webhook;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a response as text. A short rest is read and dropped, so that the connection can
 * be used again; with a long one the connection is.
 */
final class BoundedText implements BodySubscriber<String> {

  private static final int KEPT = 400;
  private static final int READ = 64 * 1024;

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription subscription;
  private long read;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      read += buffer.remaining();
      byte[] bytes = new byte[Math.min(buffer.remaining(), KEPT - kept.size())];
      buffer.get(bytes);
      kept.write(bytes, 0, bytes.length);
    }
    Flow.Subscription from = subscription;
    if (from == null) {
      return;
    }
    if (read > READ) {
      from.cancel();
      onComplete();
    } else {
      from.request(1);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    text.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    text.complete(kept.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip());
  }
}
