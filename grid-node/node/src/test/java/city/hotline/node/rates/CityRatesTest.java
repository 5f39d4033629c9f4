package city.hotline.node.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateSchemes;
import city.hotline.core.moment.Times;
import city.hotline.core.rates.Span;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.sequencer.DocketPoll;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateRow;
import city.hotline.proto.grid.v1.DaySpan;
import city.hotline.proto.grid.v1.DocketsKept;
import city.hotline.proto.grid.v1.ListAnswersRequest;
import city.hotline.proto.grid.v1.ListAnswersResponse;
import city.hotline.proto.grid.v1.RateSums;
import city.hotline.proto.grid.v1.SumRatesRequest;
import city.hotline.proto.grid.v1.SumRatesResponse;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RateGroup;
import city.hotline.proto.search.v1.DocketKnown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What several nodes have becomes one ranking, which says by which scheme and what is missing. */
class CityRatesTest {
  private static final Directory BEIJING = Directory.beijing();
  private static final String CHAOYANG = "110105";
  private static final String HERE = "110105001";
  private static final String THERE = "110101001";

  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, FarNode> nodes = new HashMap<>();
  private final CityRates city = city();

  /** A node far away with sums by month. */
  private static final class FarNode {
    private final Map<String, List<RateRow>> byMonth = new HashMap<>();
    private final Map<String, String> closedWith = new HashMap<>();
    private String keptFrom = "2025-09-01";
    private boolean silent;

    void answered(String month, String street, int responded, int not) {
      byMonth
          .computeIfAbsent(month, k -> new ArrayList<>())
          .add(
              RateRow.newBuilder()
                  .setUnit(street)
                  .setAsks(true)
                  .setLast(true)
                  .setCounts(
                      AnswerCounts.newBuilder()
                          .setResponded(responded)
                          .setNotResponded(not)
                          .setResolved(responded)
                          .setNotResolved(not)
                          .setSatisfied(responded)
                          .setDissatisfied(not))
                  .build());
    }

    CompletableFuture<SumRatesResponse> sum(SumRatesRequest request) {
      if (silent) {
        return CompletableFuture.failedFuture(new IllegalStateException("no answer in time"));
      }
      DocketsKept.Builder kept = DocketsKept.newBuilder().setKeptFrom(keptFrom);
      request
          .getAsked()
          .getDocketsList()
          .forEach(
              d ->
                  kept.addDockets(
                      DocketKnown.newBuilder().setShard(d).setPosition(Positions.of(1, 7))));
      SumRatesResponse.Builder response = SumRatesResponse.newBuilder().setKept(kept);
      for (int i = 0; i < request.getSpansCount(); i++) {
        DaySpan span = request.getSpans(i);
        RateSums.Builder sums =
            RateSums.newBuilder()
                .setSpan(i)
                .addAllRows(byMonth.getOrDefault(span.getMonth(), List.of()));
        Optional.ofNullable(closedWith.get(span.getMonth())).ifPresent(sums::setClosedWith);
        response.addSums(sums);
      }
      return CompletableFuture.completedFuture(response.build());
    }
  }

  private FarNode node(String id) {
    return nodes.computeIfAbsent(id, k -> new FarNode());
  }

  private CityRates city() {
    for (var district : BEIJING.districts()) {
      owners.put(district.getCode(), district.getCode().equals(CHAOYANG) ? "C" : "B");
    }
    HandDrivenLanes lanes = new HandDrivenLanes();
    Router.Owners known = district -> Optional.ofNullable(owners.get(district));
    Router router = lanes.router(known);
    CityRates.Elsewhere elsewhere =
        new CityRates.Elsewhere() {
          @Override
          public CompletableFuture<SumRatesResponse> sum(String id, SumRatesRequest request) {
            return node(id).sum(request);
          }

          @Override
          public CompletableFuture<ListAnswersResponse> list(
              String id, ListAnswersRequest request) {
            return CompletableFuture.failedFuture(new AssertionError(id));
          }
        };
    return new CityRates(
        new DocketRates(lanes.sequencer, BEIJING, Runnable::run),
        new DocketPoll(router, known),
        elsewhere,
        BEIJING,
        () -> Times.startOf(LocalDate.of(2026, 11, 27)));
  }

  private static RateQuestion question(String period) {
    return new RateQuestion(
        RateGroup.RATE_GROUP_STREET, Span.of(period, BEIJING.schemes()), "", "", "", "");
  }

  private GetRatesResponse rates(String period) {
    return city.rates(question(period), "", true).join();
  }

  private static List<String> ranked(GetRatesResponse rates) {
    return rates.getRowsList().stream()
        .filter(RankedRow::hasRank)
        .map(
            r ->
                r.getCode()
                    + " "
                    + r.getRank()
                    + (r.hasMovement() ? " moved " + r.getMovement() : ""))
        .toList();
  }

  @Test
  void streetsOfAllNodesAreRankedAndMoveAgainstTheMonthBefore() {
    node("C").answered("2026-11", HERE, 9, 1);
    node("B").answered("2026-11", THERE, 8, 2);
    node("B").answered("2026-11", "110101002", 8, 2);
    node("C").answered("2026-10", HERE, 1, 1);
    node("B").answered("2026-10", THERE, 2, 0);
    GetRatesResponse rates = rates("2026-11");
    assertThat(ranked(rates))
        .containsExactly("110105001 1 moved 1", "110101001 2 moved -1", "110101002 2");
    assertThat(rates.getBefore().getPeriod()).isEqualTo("2026-10");
    assertThat(rates.getTotal().getResponse().getNumerator()).isEqualTo(25);
    assertThat(rates.getTotal().getResponse().getDenominator()).isEqualTo(30);
    assertThat(rates.getDocketsCount())
        .isEqualTo(BEIJING.docketsFor(Directory.CITY).values().stream().mapToInt(List::size).sum());
  }

  @Test
  void namesTheDocketsThatAreNotInTheNumbers() {
    node("B").silent = true;
    node("C").answered("2026-11", HERE, 1, 0);
    GetRatesResponse rates = rates("2026-11");
    assertThat(ranked(rates)).hasSize(1);
    assertThat(rates.getNotAskedList())
        .contains(ShardId.docket("110101", THERE).toRef())
        .doesNotContain(ShardId.docket(CHAOYANG, HERE).toRef())
        .hasSize(
            BEIJING.docketsFor(Directory.CITY).values().stream().mapToInt(List::size).sum()
                - BEIJING.docketsOf(CHAOYANG).size());
    owners.remove(CHAOYANG);
    assertThat(rates("2026-11").getDocketsList()).isEmpty();
  }

  @Test
  void aMonthIsClosedWhenEveryDocketHasClosedItAndKeepsItsScheme() {
    node("B").closedWith.put("2026-10", "2026-a");
    assertThat(rates("2026-10").getSpan().getClosed()).isFalse();
    node("C").closedWith.put("2026-10", "2026-a");
    assertThat(rates("2026-10").getSpan().getClosed()).isTrue();
    assertThat(rates("2026-10").getScheme().getName()).isEqualTo("2026-a");
    assertThat(rates("2026-11-26").getSpan().getClosed()).as("a day that is over").isTrue();
    assertThat(rates("2026-11-27").getSpan().getClosed()).isFalse();
    node("C").closedWith.put("2026-10", "2025-z");
    assertThatThrownBy(() -> rates("2026-10"))
        .hasMessageContaining("2026-10 was closed with 2025-z and 2026-a");
    assertThat(city.rates(question("2026-10"), "2026-a", false).join().getDocketsList())
        .as("named, and without positions")
        .isEmpty();
  }

  @Test
  void aSpanThatIsPartlyForgottenIsRefusedWithWhatIsKept() {
    node("B").keptFrom = "2025-10-01";
    assertThatThrownBy(() -> rates("2025-09"))
        .hasMessageContaining("period: 2025-09 (expected: one that begins on 2025-10-01 or later");
    assertThatThrownBy(() -> rates("2025-10e")).hasMessageContaining("begins on 2025-10-01");
    GetRatesResponse oldest = rates("2025-10");
    assertThat(oldest.hasBefore()).isFalse();
    assertThatThrownBy(() -> rates("2026-12")).hasMessageContaining("one that has begun");
  }

  @Test
  void aSchemeThatIsTriedOutStandsBesideTheOneInForce() {
    node("C").answered("2026-11", HERE, 3, 1);
    var both =
        city.rescore(
                question("2026-11"),
                RateSchemes.tried(
                    "scheme,valid_from,cycles,unreachable,listed,resolved,satisfied,weights,late,"
                        + "period\nx,2026-01-01,all,excluded,excluded,yes,dissatisfied,0 0 100,0,1\n"))
            .join();
    assertThat(both.getRows(0).getGiven().getRates().getComposite()).isEqualTo(25);
    assertThat(both.getRows(0).getInForce().getRates().getComposite()).isEqualTo(75);
    assertThat(both.getRows(0).getDifference()).isEqualTo(-50);
  }
}
