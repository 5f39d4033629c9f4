package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real node, a real gateway that is killed while it delivers, and a receiver. What it receives is
 * held against what a stream of one's own tells.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WebhookIT {

  private static final String UNIT = "110000";
  private static final int KILLS = 3;
  private static final int EVENTS_BETWEEN_KILLS = 150;

  @TempDir private Path folder = Path.of("");
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

  /** Every event of one's own stream, by the id it must have as a webhook. */
  private static final class Truth implements OrderListener {
    private final List<String> ids = new ArrayList<>();
    private int marks;

    @Override
    public synchronized void onMessage(WatchOrdersResponse message) {
      for (int i = 0; i < message.getChange().getEventsCount(); i++) {
        ids.add(
            "%s/%d-%d-%d"
                .formatted(
                    message.getShard().getDocket(),
                    message.getPosition().getEpoch(),
                    message.getPosition().getSequence(),
                    i));
      }
      if (message.hasProgress()) {
        marks++;
        notifyAll();
      }
    }

    @Override
    public synchronized void onRefused(HotlineException reason) {
      throw reason;
    }

    /** Waits for marks that say "nothing else happened", the first may be under way already. */
    synchronized List<String> whole() throws InterruptedException {
      int before = marks;
      while (marks < before + 2) {
        wait();
      }
      return List.copyOf(ids);
    }
  }

  @Test
  void throughKillsEveryEventArrivesInOrderAndTwiceOnlyByTheSameId() throws Exception {
    HttpServer receiver = receiver();
    var truth = new Truth();
    try (RealNodes nodes = RealNodes.start(folder, 1, "webhook")) {
      nodes.awaitServing();
      try (var client = HotlineClient.connect(nodes.addresses());
          var watch = client.department(UNIT).watchOrdersWithUnitsBelow("", truth);
          var gateway = new GatewayProcess(folder.resolve("gateway"), nodes.addresses().get(0))) {
        watch.request(1_000_000);
        truth.whole();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events";
        var out = new StringWriter();
        assertThat(
                gateway.run(
                    out,
                    "webhook",
                    "add",
                    "city",
                    "--unit",
                    UNIT,
                    "--with-units-below",
                    "--url",
                    url))
            .as(out.toString())
            .isZero();
        assertThat(gateway.run(out, "webhook", "test", "city")).as(out.toString()).isZero();
        assertThat(received.take()).startsWith("test/");
        CompletableFuture<Integer> city =
            CompletableFuture.supplyAsync(
                () ->
                    nodes.run(
                        new StringWriter(), "city", "--journeys", "600", "--seed", "7", "--json"));
        List<String> came = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
          for (int i = 0; i < EVENTS_BETWEEN_KILLS; i++) {
            came.add(received.take());
          }
          gateway.killAndStartAgain();
        }
        assertThat(city.get()).isZero();
        List<String> all = truth.whole();
        assertThat(all).hasSizeGreaterThan(KILLS * EVENTS_BETWEEN_KILLS);
        Set<String> once = new LinkedHashSet<>(came);
        while (once.size() < all.size()) {
          String next = received.take();
          came.add(next);
          once.add(next);
        }
        assertThat(byDocket(once)).isEqualTo(byDocket(all));
        assertOnlyTheRecordInHandIsRepeated(came);
        assertListedAsUpToDate(gateway);
      }
    } finally {
      receiver.stop(0);
    }
  }

  private HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/events",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(JsonParser.parseString(body).getAsJsonObject().get("id").getAsString());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Dockets are told side by side; each one in its own order. */
  private static Map<String, List<String>> byDocket(Iterable<String> ids) {
    Map<String, List<String>> dockets = new LinkedHashMap<>();
    for (String id : ids) {
      dockets
          .computeIfAbsent(id.substring(0, id.indexOf('/')), docket -> new ArrayList<>())
          .add(id);
    }
    return dockets;
  }

  /** What was on its way comes again: the record in hand, of each docket the one told of last. */
  private static void assertOnlyTheRecordInHandIsRepeated(List<String> came) {
    byDocket(came)
        .values()
        .forEach(
            docket -> {
              for (int i = 1; i < docket.size(); i++) {
                if (docket.subList(0, i).contains(docket.get(i))) {
                  assertThat(record(docket.get(i))).isEqualTo(record(docket.get(i - 1)));
                }
              }
            });
  }

  private static String record(String id) {
    return id.substring(0, id.lastIndexOf('-'));
  }

  private static void assertListedAsUpToDate(GatewayProcess gateway) {
    var list = new StringWriter();
    assertThat(gateway.run(list, "webhook", "list")).isZero();
    assertThat(list.toString())
        .contains("\"name\":\"city\"", "\"dead\":0", "\"last_error\":null")
        .contains("\"last_delivered\":\"20");
  }
}
