package city.hotline.node.rates;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.figures.RateLedger;
import city.hotline.core.moment.Times;
import city.hotline.core.rates.Span;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.Replica;
import city.hotline.node.sequencer.DocketPoll;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Counting;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.grid.v1.ListAnswersRequest;
import city.hotline.proto.grid.v1.ListAnswersResponse;
import city.hotline.proto.grid.v1.SumRatesRequest;
import city.hotline.proto.grid.v1.SumRatesResponse;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.RateGroup;
import city.hotline.proto.shard.v1.ShardSnapshot;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Two months of answers in all dockets of a city, asked for as one ranking. With {@code
 * -Dhotline.answers=1000000} a month it is a measurement: what it prints stands in decision 47.
 */
class MonthOfAnswersTest {
  private static final Directory BEIJING = Directory.beijing();
  private static final int ANSWERS = Integer.getInteger("hotline.answers", 20_000);
  private static final int ROUNDS = ANSWERS > 100_000 ? 15 : 2;
  private static final LocalDate FIRST = LocalDate.of(2026, 8, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 9, 30);

  private final HandDrivenLanes lanes = new HandDrivenLanes().byThemselves();
  private final SplittableRandom random = new SplittableRandom(47);
  private final List<String> classes = BEIJING.classes();
  private final List<String> units = BEIJING.units().stream().map(Unit::getCode).toList();
  private int september;
  private long bytes;
  private long rows;

  private void fill(Replica replica) {
    ShardId shard = replica.id();
    lanes.begin(shard);
    RateLedger ledger = new RateLedger();
    double aDay = 2.0 * ANSWERS / lanesOfDockets() / 61;
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      int today = (int) (aDay + random.nextDouble());
      for (int i = 0; i < today; i++) {
        String code = classes.get((int) (classes.size() * Math.pow(random.nextDouble(), 3)));
        ledger.count(cycle(shard, day), code, random.nextInt(10) > 0);
        september += day.getMonthValue() == 9 ? 1 : 0;
      }
    }
    List<ByteString> days = ledger.days();
    days.forEach(
        day -> {
          bytes += day.size();
          rows += RateLedger.read(day).getRowsCount();
        });
    ShardSnapshot.Builder snapshot = replica.freeze().orElseThrow().snapshot().toBuilder();
    snapshot.getDocketBuilder().addAllRateDays(days);
    snapshot.setPosition(
        Positions.of(HandDrivenLanes.EPOCH, snapshot.getPosition().getSequence() + 1));
    assertThat(replica.install(snapshot.build(), Replica.ITS_OWN_EPOCH)).isTrue();
  }

  private static long lanesOfDockets() {
    return BEIJING.docketsFor(Directory.CITY).values().stream().mapToInt(List::size).sum();
  }

  private Cycle cycle(ShardId docket, LocalDate day) {
    String street = docket.docket();
    return Cycle.newBuilder()
        .setUnit(random.nextInt(10) < 7 ? street : units.get(random.nextInt(units.size())))
        .setAnsweredMs(Times.startOf(day) + 1)
        .setAnswers(
            Answers.newBuilder()
                .setResponded(random.nextInt(20) > 0)
                .setResolution(Resolution.forNumber(1 + random.nextInt(3)))
                .setSatisfaction(Satisfaction.forNumber(1 + random.nextInt(5))))
        .setCounting(Counting.newBuilder().setAsks(random.nextInt(5) > 0))
        .setOverdue(random.nextInt(20) == 0)
        .setListed(random.nextInt(30) == 0)
        .build();
  }

  /** As over the wire: each answer is put into bytes and read again. */
  private CityRates city() {
    DocketRates there = new DocketRates(lanes.sequencer, BEIJING, Runnable::run);
    Router.Owners owners = district -> Optional.of("B");
    Router router = lanes.router(owners);
    CityRates.Elsewhere wire =
        new CityRates.Elsewhere() {
          @Override
          public CompletableFuture<SumRatesResponse> sum(String id, SumRatesRequest request) {
            return there.sum(request).thenApply(MonthOfAnswersTest::overTheWire);
          }

          @Override
          public CompletableFuture<ListAnswersResponse> list(
              String id, ListAnswersRequest request) {
            return there.list(request);
          }
        };
    return new CityRates(
        there,
        new DocketPoll(router, owners),
        wire,
        BEIJING,
        () -> Times.startOf(LocalDate.of(2026, 10, 1)));
  }

  private static SumRatesResponse overTheWire(SumRatesResponse sums) {
    try {
      return SumRatesResponse.parseFrom(sums.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMonthIsRankedAndNothingOfItIsMissing() {
    for (String district : BEIJING.docketsFor(Directory.CITY).keySet()) {
      for (Replica replica : lanes.replicas.of(district)) {
        if (!replica.id().isFloor()) {
          fill(replica);
          lanes.acknowledge(replica.id());
        }
      }
      lanes.sequencer.began(new Tenure(district, HandDrivenLanes.EPOCH, 1, true));
    }
    CityRates city = city();
    for (RateGroup group :
        List.of(
            RateGroup.RATE_GROUP_STREET,
            RateGroup.RATE_GROUP_DISTRICT,
            RateGroup.RATE_GROUP_CLASS_LEVEL_3)) {
      RateQuestion question =
          new RateQuestion(group, Span.of("2026-09", BEIJING.schemes()), "", "", "", "");
      long fastest = Long.MAX_VALUE;
      long all = 0;
      GetRatesResponse rates = GetRatesResponse.getDefaultInstance();
      for (int round = 0; round < ROUNDS; round++) {
        long begun = System.nanoTime();
        rates = city.rates(question, "", false).join();
        long took = System.nanoTime() - begun;
        fastest = Math.min(fastest, took);
        all += took;
      }
      System.out.printf(
          "%s: %d answers in two months, %d rows, %.1f MB (%.1f bytes a row);"
              + " a month with the one before: fastest %.0f ms, mean %.0f ms%n",
          group,
          2 * ANSWERS,
          rows,
          bytes / 1e6,
          (double) bytes / rows,
          fastest / 1e6,
          all / 1e6 / ROUNDS);
      assertThat(rates.getNotAskedList()).isEmpty();
      if (group == RateGroup.RATE_GROUP_CLASS_LEVEL_3) {
        assertThat(rates.getTotal().getLate().getDenominator() + rates.getTotal().getExcluded())
            .as("every answer has a class")
            .isEqualTo(september);
      }
    }
  }
}
