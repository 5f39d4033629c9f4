package city.hotline.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import city.hotline.client.HotlineClient;
import city.hotline.core.moment.Times;
import city.hotline.proto.grid.v1.CityFigures;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoCityTest {

  private final CoreServer server;
  private final HotlineClient client;

  DemoCityTest() throws Exception {
    server = new CoreServer();
    client =
        HotlineClient.builder(server.address()).seatConnections(2).callbacks(Runnable::run).build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.stop();
  }

  @Test
  void theCityLivesAndAnotherOneGoesOnWhereItWas() throws Exception {
    Thread first = live();
    CityFigures opened =
        await(f -> f.getOrders().getClosed() > 3 && f.getCalls().getAnswered() > 200);
    assertThat(opened.getViolations()).isZero();
    assertThat(opened.getCalls().getAnswered()).isGreaterThan(opened.getCalls().getOffered() / 2);
    server.breakStreams();
    long offered = server.grid.figures().getCalls().getOffered();
    await(f -> f.getCalls().getOffered() > offered + 50);
    first.interrupt();
    first.join();
    long handled = server.grid.figures().getCalls().getHandled();
    Thread second = live();
    await(f -> f.getCalls().getHandled() > handled + 100);
    second.interrupt();
    second.join();
  }

  @Test
  void opensAtNineAndNeverGoesBack() {
    long morning = Instant.parse("2026-11-24T00:30:00Z").toEpochMilli();
    assertThat(Times.timestamp(DemoCity.opening(morning)).getSeconds())
        .isEqualTo(Instant.parse("2026-11-24T01:00:00Z").getEpochSecond());
    long afternoon = Instant.parse("2026-11-24T07:30:00Z").toEpochMilli();
    assertThat(Times.timestamp(DemoCity.opening(afternoon)).getSeconds())
        .isEqualTo(Instant.parse("2026-11-25T01:00:00Z").getEpochSecond());
  }

  @Test
  void aDayHasItsCallsAndItsTwoPeaks() {
    var curve = new DayCurve(70_000);
    long midnight = Instant.parse("2026-11-23T16:00:00Z").toEpochMilli();
    double calls = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      calls += 60 * curve.perSecond(midnight + minute * 60_000L);
    }
    assertThat(calls).isCloseTo(70_000, withinPercentage(1));
    assertThat(at(curve, midnight, 10)).isGreaterThan(at(curve, midnight, 13));
    assertThat(at(curve, midnight, 15)).isGreaterThan(at(curve, midnight, 13));
    assertThat(at(curve, midnight, 4)).isLessThan(at(curve, midnight, 10) / 10);
  }

  @Test
  void talksHaveTheirMean() {
    var random = new SplittableRandom(7);
    double sum = 0;
    for (int i = 0; i < 200_000; i++) {
      sum += Durations.lognormalMs(random, 300_000, 0.7);
    }
    assertThat(sum / 200_000).isCloseTo(300_000, withinPercentage(2));
  }

  private static double at(DayCurve curve, long midnight, int hour) {
    return curve.perSecond(midnight + hour * 3_600_000L);
  }

  private Thread live() {
    var thread =
        new Thread(
            () -> {
              try {
                DemoCity.run(
                    client,
                    new DemoCity.Options(240, 20_000, 400, 5),
                    new PrintStream(OutputStream.nullOutputStream()));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    return thread;
  }

  private CityFigures await(Predicate<CityFigures> reached) throws InterruptedException {
    CityFigures figures = server.grid.figures();
    while (!reached.test(figures)) {
      Thread.sleep(50);
      figures = server.grid.figures();
    }
    return figures;
  }
}
