package city.hotline.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.shard.v1.Refusal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JourneyRunTest {

  private final CoreServer server;
  private final HotlineClient client;
  private final PrintStream quiet = new PrintStream(OutputStream.nullOutputStream());

  JourneyRunTest() throws Exception {
    server = new CoreServer();
    client =
        HotlineClient.builder(server.address())
            .patience(Duration.ofSeconds(30))
            .attemptTimeout(Duration.ofMillis(500))
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.stop();
  }

  @Test
  void bothSidesCountTheSame() throws Exception {
    Report report = run(2000, 7);
    assertThat(report.problems()).isEmpty();
    assertThat(report.equal()).isTrue();
    assertThat(report.client().get("offered")).isEqualTo(2000);
    for (String each :
        new String[] {
          "answered",
          "abandoned",
          "flowed_out",
          "orders_closed",
          "orders_returned",
          "orders_reopened",
          "followed_up",
          "unreachable"
        }) {
      assertThat(report.client().get(each)).as(each).isPositive();
    }
    assertThat(report.json()).startsWith("{\"mode\":\"journeys\",\"seed\":7,\"equal\":true,");
  }

  @Test
  void theSameSeedGivesTheSameOrders() throws Exception {
    Report first = run(300, 3);
    Report second = run(300, 3);
    for (String each : new String[] {"orders_opened", "orders_returned", "orders_reopened"}) {
      // Only callers who race with a seat may end differently.
      assertThat(first.client().get(each))
          .as(each)
          .isBetween(second.client().get(each) - 9, second.client().get(each) + 9);
    }
  }

  @Test
  void nothingIsCountedTwiceWhenAnswersAreLostAndStreamsBreak() throws Exception {
    server.lossRate = 0.05;
    var breaker = Executors.newSingleThreadScheduledExecutor();
    var unused =
        breaker.scheduleWithFixedDelay(server::breakStreams, 300, 300, TimeUnit.MILLISECONDS);
    try {
      Report report = run(500, 11);
      assertThat(report.problems()).isEmpty();
      assertThat(report.equal()).isTrue();
      assertThat(server.grid.repeats).isPositive();
    } finally {
      breaker.shutdownNow();
    }
  }

  @Test
  void aWrongCountIsSeenAndNamed() {
    Report report =
        new Report("journeys", 1, false, counts(3), counts(2), 0, 1, java.util.List.of("offered"));
    assertThat(report.client().equalTo(report.grid())).isFalse();
    assertThat(counts(3).differences(counts(2))).isEqualTo("offered 3 here, 2 in the grid");
    assertThat(report.json()).contains("\"asa_seconds\":null");
  }

  @Test
  void refusesToRunBesideAnotherDriver() {
    server.driven = true;
    var refused = catchThrowableOfType(HotlineRefused.class, () -> run(1, 1));
    assertThat(refused.reason()).isEqualTo(Refusal.REFUSAL_ALREADY_DRIVEN);
  }

  private static Counts counts(int offered) {
    var counts = new Counts();
    counts.put("offered", offered);
    counts.show("asa_seconds", Double.NaN);
    return counts;
  }

  private Report run(int journeys, long seed) throws InterruptedException {
    return JourneyRun.run(client, new JourneyRun.Options(journeys, seed, 64, 2), quiet);
  }
}
