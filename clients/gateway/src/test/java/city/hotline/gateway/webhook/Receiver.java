package city.hotline.gateway.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A department's own server, over real HTTP; it answers as it is told to, else 204. */
final class Receiver implements AutoCloseable {

  /** How it answers one request. */
  interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** What came in. */
  record Posted(String id, String timestamp, String signature, String contentType, String body) {
    CloudEvent event() {
      return new JsonFormat().deserialize(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  final LinkedBlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
  private final ArrayDeque<Script> scripts = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  synchronized Receiver then(Script script) {
    scripts.add(script);
    return this;
  }

  Receiver then(int status, String... headers) {
    return then(
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private synchronized Script next() {
    Script script = scripts.poll();
    return script != null
        ? script
        : exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        };
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var came =
        new Posted(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            headers.getFirst("content-type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Script script = next();
    posted.add(came);
    script.answer(exchange);
  }

  /** The next request; fails when none comes in a while. */
  Posted take() throws InterruptedException {
    Posted next = posted.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was posted to " + url());
    }
    return next;
  }

  /** The ids of the next requests. */
  List<String> ids(int count) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(take().id());
    }
    return ids;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
