package city.hotline.gateway.webhook;

import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** POSTs events, signed; redirects are not followed. Thread-safe. */
final class Poster {

  static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final HttpClient client;
  private final Duration deadline;
  private final Time time;

  /** With this deadline for the whole exchange. */
  Poster(Duration deadline, Time time) {
    this.deadline = deadline;
    this.time = time;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline)
            .build();
  }

  /** Begins to send an event. */
  Exchange send(Subscription to, Event event) {
    long now = time.now().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(to.url())
            .timeout(deadline)
            .header("content-type", CONTENT_TYPE)
            .header("user-agent", "hotline-gateway")
            .header("webhook-id", event.id())
            .header("webhook-timestamp", String.valueOf(now))
            .header("webhook-signature", to.secret().sign(event.id(), now, event.body()))
            .POST(BodyPublishers.ofString(event.body()))
            .build();
    return new Exchange(client.sendAsync(request, response -> new BoundedText()));
  }

  /** One event on its way. */
  final class Exchange {
    private final CompletableFuture<HttpResponse<String>> response;

    Exchange(CompletableFuture<HttpResponse<String>> response) {
      this.response = response;
    }

    /** Whoever waits for the answer has it at once: none. */
    void cancel() {
      response.cancel(true);
    }

    /** Waits for the answer, up to the deadline. */
    Answer answer() {
      try {
        return of(response.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        response.cancel(true);
        return tooSlow();
      } catch (CancellationException e) {
        return Answer.none("ended before there was an answer");
      } catch (ExecutionException e) {
        return Answer.none(text(e.getCause() == null ? e : e.getCause()));
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a delivery", e);
      }
    }
  }

  private Answer of(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Answer(status, "", null);
    }
    String location = response.headers().firstValue("location").orElse("");
    String error =
        status >= 300 && status < 400
            ? "HTTP " + status + ": redirects to " + location + ", which is not followed"
            : "HTTP " + status + (response.body().isEmpty() ? "" : ": " + response.body());
    return new Answer(
        status, error, retryAfter(response.headers().firstValue("retry-after").orElse("")));
  }

  private @Nullable Duration retryAfter(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant then =
          text.isEmpty()
              ? time.now()
              : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(time.now(), then);
      return left.isNegative() || left.isZero() ? null : left;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Answer tooSlow() {
    return Answer.none("no answer within " + deadline.toSeconds() + " s");
  }

  private String text(Throwable thrown) {
    if (thrown instanceof HttpTimeoutException
        && !(thrown instanceof HttpConnectTimeoutException)) {
      return tooSlow().error();
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof UnresolvedAddressException) {
        return "no connection: the host's name is not known";
      }
    }
    String message = thrown.getMessage();
    return "no answer: " + (message == null ? thrown.getClass().getSimpleName() : message);
  }
}
