package city.hotline.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebhooksTest {

  @TempDir private Path folder = Path.of("");
  private final Receiver receiver = new Receiver();
  private Bench bench;

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
  void aReceiverThatDoesNotAnswerDelaysOnlyItself() throws Exception {
    var over = new CountDownLatch(1);
    try (var slow = new Receiver().then(exchange -> await(over))) {
      bench.add("slow", slow);
      bench.add("quick", receiver);
      for (int i = 0; i < 50; i++) {
        bench.orders.tellSigned(1);
      }
      assertThat(receiver.ids(50)).isEqualTo(FakeOrders.ids(1, 50));
      assertThat(slow.take().id()).isEqualTo("110105001/3-1-0");
      assertThat(slow.posted).isEmpty();
      bench.time.advance(Duration.ofSeconds(7));
      assertThat(bench.line("slow").state()).isEqualTo("delivering");
      assertThat(bench.line("slow").lag()).isEqualTo(Duration.ofSeconds(7));
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void everyWaitForAReceiverHasADeadline() throws Exception {
    bench.close();
    var rules = new Rules(Bench.GIVE_UP, Duration.ofMillis(300), 100, 5);
    bench = new Bench(folder, new FakeOrders(), new FakeTime(), rules);
    var over = new CountDownLatch(1);
    receiver.then(exchange -> await(over));
    // It begins its answer, and never ends it.
    receiver.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await(over);
        });
    bench.add("street", receiver);
    bench.orders.tellSigned(1);
    assertThat(receiver.ids(3)).containsOnly("110105001/3-1-0");
    assertThat(bench.time.pauses()).hasSize(2);
    over.countDown();
  }

  @Test
  void aConnectionThatIsRefusedIsTriedAgain() throws Exception {
    int port;
    try (var taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    bench.webhooks.add("street", FakeOrders.DOCKET, false, "http://127.0.0.1:" + port + "/");
    bench.orders.tellSigned(1);
    while (bench.time.pauses().size() < 3) {
      Thread.onSpinWait();
    }
    assertThat(bench.webhooks.standing("street").lastError()).startsWith("no answer: ");
  }

  @Test
  void deadLettersAreSentAgainInOrderAndWhatIsRefusedStays() throws Exception {
    receiver.then(400).then(400).then(400);
    bench.add("street", receiver);
    for (int i = 0; i < 4; i++) {
      bench.orders.tellSigned(1);
    }
    receiver.ids(4);
    receiver.then(204).then(422).then(204);
    assertThat(bench.webhooks.redrive("street")).isEqualTo(3);
    assertThat(receiver.ids(3)).isEqualTo(FakeOrders.ids(1, 3));
    bench.orders.tellSigned(1);
    assertThat(receiver.take().id()).isEqualTo("110105001/3-5-0");
    DeadLetter left = bench.webhooks.dead("street", 0, 10).get(0);
    assertThat(bench.webhooks.standing("street").dead()).isEqualTo(1);
    assertThat(left.event().id()).isEqualTo("110105001/3-2-0");
    assertThat(left.trouble().attempts()).isEqualTo(2);
    assertThat(left.trouble().status()).isEqualTo(422);
  }

  @Test
  void aRedriveEndsWithTheFirstThatIsToComeBackLater() throws Exception {
    receiver.then(400).then(400);
    bench.add("street", receiver);
    bench.orders.tellSigned(1);
    bench.orders.tellSigned(1);
    receiver.ids(2);
    receiver.then(503);
    bench.webhooks.redrive("street");
    assertThat(receiver.take().id()).isEqualTo("110105001/3-1-0");
    bench.orders.tellSigned(1);
    assertThat(receiver.take().id()).isEqualTo("110105001/3-3-0");
    assertThat(bench.webhooks.standing("street").dead()).isEqualTo(2);
  }

  @Test
  void withAsManyDeadLettersAsAreKeptTheNextOneWaitsForARedrive() throws Exception {
    bench.close();
    var rules = new Rules(Bench.GIVE_UP, Duration.ofSeconds(10), 1, 5);
    bench = new Bench(folder, new FakeOrders(), new FakeTime(), rules);
    var tried = new CountDownLatch(1);
    receiver.then(400).then(400).then(exchange -> stillRefuse(exchange, tried));
    bench.add("street", receiver);
    bench.orders.tellSigned(1);
    bench.orders.tellSigned(1);
    assertThat(receiver.ids(3))
        .containsExactly("110105001/3-1-0", "110105001/3-2-0", "110105001/3-2-0");
    assertThat(bench.line("street").state()).startsWith("stopped at 1 dead letters: redrive");
    bench.webhooks.redrive("street");
    tried.countDown();
    assertThat(receiver.ids(2)).containsExactly("110105001/3-2-0", "110105001/3-1-0");
    bench.orders.tellSigned(1);
    receiver.take();
    assertThat(bench.webhooks.standing("street").dead()).isZero();
  }

  private static void stillRefuse(HttpExchange exchange, CountDownLatch when) throws IOException {
    await(when);
    exchange.sendResponseHeaders(400, -1);
    exchange.close();
  }

  /** With real pauses: a redrive does not wait for the next try either. */
  @Test
  void aRedriveTriesTheEventInHandAtOnce() throws Exception {
    var inbox = new Inbox();
    var waits = new Thread(() -> Time.REAL.pause(inbox, Duration.ofHours(1)));
    waits.start();
    inbox.nudge();
    waits.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(waits.isAlive()).isFalse();
  }

  @Test
  void aTestIsSentBesideAndSaysWhatCameBack() throws Exception {
    Subscription subscription = bench.add("street", receiver);
    assertThat(bench.webhooks.test("street").taken()).isTrue();
    Receiver.Posted posted = receiver.take();
    assertThat(posted.event().getType()).isEqualTo("city.hotline.webhook.test.v1");
    assertThat(posted.signature())
        .isEqualTo(
            subscription
                .secret()
                .sign(posted.id(), Long.parseLong(posted.timestamp()), posted.body()));
    receiver.then(418);
    assertThat(bench.webhooks.test("street").error()).isEqualTo("HTTP 418");
  }

  @Test
  void whatIsRemovedIsToldNoMore() throws Exception {
    bench.add("street", receiver);
    bench.orders.tellSigned(1);
    receiver.take();
    bench.webhooks.remove("street");
    bench.orders.tellSigned(1);
    bench.add("again", receiver);
    assertThat(receiver.ids(2)).isEqualTo(FakeOrders.ids(1, 2));
    assertThat(receiver.posted).isEmpty();
    assertThatThrownBy(() -> bench.webhooks.redrive("street"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("./hotline webhook list");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    String url = receiver.url().toString();
    for (String wrong :
        new String[] {
          "ftp://a/", "/x", "http:///x", "http://u:p@a/", "http://a/#b", "http://a b/"
        }) {
      assertThatIllegalArgumentException()
          .as(wrong)
          .isThrownBy(() -> bench.webhooks.add("a", FakeOrders.DOCKET, false, wrong))
          .withMessageStartingWith("url: '");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.webhooks.add("a/b", FakeOrders.DOCKET, false, url))
        .withMessageStartingWith("name: 'a/b' (expected:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.webhooks.add("a", "7", false, url))
        .withMessage("unit: '7' (expected: a code that ./hotline directory show --units names)");
  }

  @Test
  void hasNamesOnceAndAsManyAsItServes() {
    bench.add("a", receiver);
    assertThatThrownBy(() -> bench.add("a", receiver))
        .isInstanceOf(Webhooks.Conflict.class)
        .hasMessage("there is a subscription a: take another name, or remove it");
    for (int i = 1; i < Bench.rules().mostSubscriptions(); i++) {
      bench.add("a" + i, receiver);
    }
    assertThatThrownBy(() -> bench.add("b", receiver))
        .isInstanceOf(Webhooks.Conflict.class)
        .hasMessageStartingWith("there are 5 subscriptions, as many as one gateway serves");
  }
}
