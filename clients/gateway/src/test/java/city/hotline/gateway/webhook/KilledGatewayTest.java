package city.hotline.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway ends, in good order or not, and goes on on the data it left. */
@Timeout(120)
class KilledGatewayTest {

  private static final String NAME = "street";

  @TempDir private Path folder = Path.of("");

  /** A copy of the file while an event is on its way is what a kill at that moment leaves. */
  @Test
  void whereverItIsKilledNothingIsLostAndOnlyTheEventOnItsWayIsSentAgain() throws Exception {
    var orders = new FakeOrders();
    orders.tellSigned(1);
    orders.tellSigned(3);
    orders.tellProgress();
    orders.tellSigned(2);
    List<String> all =
        List.of(
            "110105001/3-1-0",
            "110105001/3-2-0",
            "110105001/3-2-1",
            "110105001/3-2-2",
            "110105001/3-4-0",
            "110105001/3-4-1");
    List<Path> left = new ArrayList<>();
    try (var receiver = new Receiver();
        var bench = bench(folder.resolve("first"), orders)) {
      for (int i = 0; i < all.size(); i++) {
        Path copy = folder.resolve("killed-" + i);
        left.add(copy);
        // The third one is refused, and so a dead letter from then on.
        int status = i == 2 ? 400 : 204;
        receiver.then(
            exchange -> {
              copy(folder.resolve("first"), copy);
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            });
      }
      bench.add(NAME, receiver);
      assertThat(receiver.ids(all.size())).isEqualTo(all);
    }
    for (int i = 0; i < left.size(); i++) {
      try (var receiver = new Receiver();
          var bench = bench(moved(left.get(i), receiver), orders)) {
        bench.webhooks.start();
        assertThat(receiver.ids(all.size() - i)).isEqualTo(all.subList(i, all.size()));
        assertThat(bench.webhooks.dead(NAME, 0, 10)).hasSize(i > 2 ? 1 : 0);
      }
    }
  }

  private static Bench bench(Path folder, FakeOrders orders) {
    return new Bench(folder, orders, new FakeTime(), Bench.rules());
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      Files.copy(from.resolve("gateway.mv.db"), to.resolve("gateway.mv.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The subscription of the copy leads to another receiver. */
  private static Path moved(Path data, Receiver receiver) {
    try (var database = city.hotline.gateway.store.Database.open(data)) {
      database.in(
          over ->
              SubscriptionStore.update(
                  over.prepareStatement("UPDATE subscription SET url = ?"),
                  receiver.url().toString()));
    }
    return data;
  }

  @Test
  void aRestartGoesOnAfterTheTokenOfWhatWasDelivered() throws Exception {
    var orders = new FakeOrders();
    try (var receiver = new Receiver()) {
      orders.tellSigned(1);
      orders.tellSigned(1);
      try (var bench = bench(folder, orders)) {
        bench.add(NAME, receiver);
        receiver.ids(2);
        orders.awaitSettled();
      }
      orders.tellSigned(1);
      try (var bench = bench(folder, orders)) {
        bench.webhooks.start();
        assertThat(receiver.take().id()).isEqualTo("110105001/3-3-0");
      }
      assertThat(orders.tokens).containsExactly("", "2");
    }
  }

  @Test
  void howLongAnEventHasFailedIsNotForgotten() throws Exception {
    var orders = new FakeOrders();
    var time = new FakeTime();
    orders.tellSigned(1);
    orders.tellSigned(1);
    try (var receiver = new Receiver()) {
      var ended = new CountDownLatch(1);
      receiver.then(500).then(500).then(exchange -> await(ended));
      var first = new Bench(folder, orders, time, Bench.rules());
      first.add(NAME, receiver);
      receiver.ids(3);
      first.close();
      ended.countDown();
      time.advance(Bench.GIVE_UP);
      receiver.then(500);
      try (var bench = new Bench(folder, orders, time, Bench.rules())) {
        bench.webhooks.start();
        assertThat(receiver.ids(2)).containsExactly("110105001/3-1-0", "110105001/3-2-0");
        assertThat(bench.webhooks.dead(NAME, 0, 1).get(0).trouble().attempts()).isEqualTo(3);
      }
    }
  }

  /** History is not kept for ever: a place that never moved would be gone one day. */
  @Test
  void thePlaceOfOneWithNothingToDeliverMovesNowAndThen() throws Exception {
    var orders = new FakeOrders();
    var time = new FakeTime();
    try (var receiver = new Receiver();
        var bench = new Bench(folder, orders, time, Bench.rules())) {
      bench.add(NAME, receiver);
      orders.tellProgress();
      orders.tellSigned(1);
      receiver.take();
      orders.awaitSettled();
      time.advance(Duration.ofMinutes(11));
      orders.tellProgress();
      orders.awaitSettled();
      orders.tellProgress();
      orders.awaitSettled();
    }
    try (var bench = bench(folder, orders)) {
      bench.webhooks.start();
      orders.awaitSettled();
    }
    assertThat(orders.tokens).containsExactly("", "3");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
