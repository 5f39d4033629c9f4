package city.hotline.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.gateway.webhook.Receiver.Posted;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderOpened;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One subscription's deliveries, over real HTTP and a real database. */
@Timeout(60)
class LineTest {

  private static final String NAME = "street";

  @TempDir private Path folder = Path.of("");
  private Bench bench;
  private final Receiver receiver = new Receiver();

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
    receiver.close();
  }

  @Test
  void tellsEachEventInOrderSignedAndByAStableId() throws Exception {
    Subscription subscription = bench.add(NAME, receiver);
    bench.orders.tellSigned(2);
    bench.orders.tellSigned(1);
    Posted first = receiver.take();
    CloudEvent event = first.event();
    assertThat(event.getId()).isEqualTo(first.id()).isEqualTo("110105001/3-1-0");
    assertThat(event.getType()).isEqualTo("city.hotline.order.signed.v1");
    assertThat(event.getSource()).hasToString("/dockets/110105001");
    assertThat(event.getSubject()).isEqualTo("110105001-110105-1");
    assertThat(first.contentType()).startsWith("application/cloudevents+json");
    assertThat(first.body())
        .contains("\"data\":{\"order_id\":\"110105001-110105-1\",\"unit\":\"110105001\"}");
    long sent = Long.parseLong(first.timestamp());
    assertThat(sent).isEqualTo(bench.time.now().getEpochSecond());
    assertThat(first.signature())
        .isEqualTo(subscription.secret().sign(first.id(), sent, first.body()));
    assertThat(receiver.ids(2)).containsExactly("110105001/3-1-1", "110105001/3-2-0");
  }

  @Test
  void tellsOfAnOrderInTheCitizensOwnWords() throws Exception {
    bench.add(NAME, receiver);
    bench.orders.tell(
        DocketEvent.newBuilder()
            .setOrderOpened(
                OrderOpened.newBuilder()
                    .setOrderId("110105001-110105-9")
                    .setDraft(OrderDraft.newBuilder().setText("路灯不亮")))
            .build());
    Posted posted = receiver.take();
    assertThat(posted.body()).contains("路灯不亮");
    assertThat(posted.event().getType()).isEqualTo("city.hotline.order.opened.v1");
  }

  @Test
  void aSnapshotIsAnEventForEachOpenOrder() throws Exception {
    bench.add(NAME, receiver);
    bench.orders.tellSnapshot(
        Order.newBuilder().setOrderId("a").build(), Order.newBuilder().setOrderId("b").build());
    List<CloudEvent> events = List.of(receiver.take().event(), receiver.take().event());
    assertThat(events).extracting(CloudEvent::getSubject).containsExactly("a", "b");
    assertThat(events)
        .extracting(CloudEvent::getId)
        .containsExactly("110105001/3-1-s0", "110105001/3-1-s1");
    assertThat(events)
        .extracting(CloudEvent::getType)
        .containsOnly("city.hotline.order.snapshot.v1");
  }

  @Test
  void historyThatIsGoneIsSaid() throws Exception {
    bench.add(NAME, receiver);
    bench.orders.tellHistoryGone();
    CloudEvent event = receiver.take().event();
    assertThat(event.getType()).isEqualTo("city.hotline.history.gone.v1");
    assertThat(event.getSource()).hasToString("/dockets/110105001");
    assertThat(event.getId()).startsWith("110105001/gone-");
    assertThat(event.getSubject()).isNull();
  }

  @Test
  void whatFailsIsTriedAgainLaterEachTimeAndTheNextOneWaits() throws Exception {
    for (int i = 0; i < 12; i++) {
      receiver.then(500);
    }
    bench.add(NAME, receiver);
    bench.orders.tellSigned(1);
    bench.orders.tellSigned(1);
    assertThat(receiver.ids(13)).containsOnly("110105001/3-1-0");
    assertThat(receiver.take().id()).isEqualTo("110105001/3-2-0");
    List<Duration> pauses = bench.time.pauses();
    assertThat(pauses).hasSize(12);
    for (int i = 0; i < pauses.size(); i++) {
      Duration longest = Duration.ofSeconds(Math.min(300, 2L << i));
      assertThat(pauses.get(i)).isBetween(longest.dividedBy(2), longest);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 503, 302})
  void thisMayBeOtherwiseLater(int status) throws Exception {
    try (var elsewhere = new Receiver()) {
      receiver.then(status, "location", elsewhere.url().toString());
      bench.add(NAME, receiver);
      bench.orders.tellSigned(1);
      bench.orders.tellSigned(1);
      assertThat(receiver.ids(3))
          .containsExactly("110105001/3-1-0", "110105001/3-1-0", "110105001/3-2-0");
      assertThat(bench.webhooks.dead(NAME, 0, 10)).isEmpty();
      assertThat(elsewhere.posted).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410, 422})
  void whatIsRefusedIsADeadLetterAtOnceAndTheStreamGoesOn(int status) throws Exception {
    receiver.then(
        exchange -> {
          byte[] text = "no such\ncase".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    bench.add(NAME, receiver);
    bench.orders.tellSigned(1);
    bench.orders.tellSigned(1);
    assertThat(receiver.ids(2)).isEqualTo(FakeOrders.ids(1, 2));
    DeadLetter dead = bench.webhooks.dead(NAME, 0, 10).get(0);
    assertThat(dead.event().id()).isEqualTo("110105001/3-1-0");
    assertThat(dead.trouble().status()).isEqualTo(status);
    assertThat(dead.trouble().attempts()).isEqualTo(1);
    assertThat(dead.trouble().error()).isEqualTo("HTTP " + status + ": no such case");
    assertThat(bench.time.pauses()).isEmpty();
  }

  @Test
  void whatIsNotTakenInTimeIsADeadLetterAndTheStreamGoesOn() throws Exception {
    receiver.then(
        exchange -> {
          bench.time.advance(Bench.GIVE_UP.minusSeconds(1));
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    receiver.then(500).then(500);
    bench.add(NAME, receiver);
    bench.orders.tellSigned(1);
    bench.orders.tellSigned(1);
    assertThat(receiver.ids(4))
        .containsExactly(
            "110105001/3-1-0", "110105001/3-1-0", "110105001/3-2-0", "110105001/3-2-0");
    DeadLetter dead = bench.webhooks.dead(NAME, 0, 10).get(0);
    assertThat(dead.trouble().attempts()).isEqualTo(2);
    assertThat(Duration.between(dead.trouble().since(), dead.died()))
        .isGreaterThanOrEqualTo(Bench.GIVE_UP);
  }

  @Test
  void aReceiverIsLeftAloneAsLongAsItAsksUpToAnHour() throws Exception {
    String then =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            bench.time.now().plusSeconds(120 + 500).atOffset(ZoneOffset.UTC));
    receiver.then(429, "retry-after", "120").then(503, "retry-after", then);
    receiver.then(503, "retry-after", "999999999").then(503, "retry-after", "soon");
    bench.add(NAME, receiver);
    bench.orders.tellSigned(1);
    receiver.ids(5);
    List<Duration> pauses = bench.time.pauses();
    assertThat(pauses.subList(0, 3))
        .containsExactly(Duration.ofSeconds(120), Duration.ofSeconds(500), Duration.ofHours(1));
    assertThat(pauses.get(3)).isLessThanOrEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void anEndlessAnswerIsNotReadToItsEnd() throws Exception {
    var gone = new CountDownLatch(1);
    receiver.then(
        exchange -> {
          exchange.sendResponseHeaders(500, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[10_000]);
            }
          } catch (IOException e) {
            gone.countDown();
          }
        });
    bench.add(NAME, receiver);
    bench.orders.tellSigned(1);
    receiver.ids(2);
    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Of a grid that is newer than the gateway. */
  @Test
  void anEventThatIsNotKnownIsNotPassedOver() throws Exception {
    bench.add(NAME, receiver);
    bench.orders.tell(DocketEvent.getDefaultInstance());
    Line line = bench.line(NAME);
    while (line.lag().isZero() || !line.state().contains("upgrade it")) {
      Thread.onSpinWait();
    }
    assertThat(line.state()).startsWith("stopped");
  }

  @Test
  void asksForOneMessageAtATime() throws Exception {
    bench.add(NAME, receiver);
    for (int i = 0; i < 20; i++) {
      bench.orders.tellSigned(1);
    }
    assertThat(receiver.ids(20)).isEqualTo(FakeOrders.ids(1, 20));
    assertThat(bench.orders.mostAhead).isEqualTo(1);
  }
}
