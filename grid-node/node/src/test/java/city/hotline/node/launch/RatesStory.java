package city.hotline.node.launch;

import static city.hotline.node.launch.AskedCitizens.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.moment.Times;
import city.hotline.node.As;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.rates.v1.GetRatesRequest;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.ListRateOrdersRequest;
import city.hotline.proto.rates.v1.ListRateOrdersResponse;
import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RateCount;
import city.hotline.proto.rates.v1.RateGroup;
import city.hotline.proto.rates.v1.RateOrder;
import city.hotline.proto.rates.v1.RateQuotient;
import city.hotline.proto.rates.v1.RatedAnswers;
import city.hotline.proto.rates.v1.RatesServiceGrpc;
import city.hotline.proto.rates.v1.RescoreRequest;
import city.hotline.proto.rates.v1.RescoreResponse;
import city.hotline.proto.rates.v1.RescoredRow;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three streets of two districts, on three members, handle six orders; what their citizens say is
 * found again in rates that were computed by hand, and behind each of these the orders.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RatesStory {
  private static final String CHAOYANG = "110105";
  private static final String DONGCHENG = "110101";
  private static final String FIRST = "110105001";
  private static final String SECOND = "110105002";
  private static final String THIRD = "110101001";
  private static final String DESK = AskedCitizens.DESK;
  private static final String RUBBISH = "010101";
  private static final String HEADER =
      "scheme,valid_from,cycles,unreachable,listed,resolved,satisfied,weights,late,period\n";

  private TestGrid grid = new TestGrid(Path.of("unused"), 0);
  private String month = "";
  private String solved = "";
  private String reopened = "";
  private String unreachable = "";

  @BeforeAll
  void start(@TempDir Path folder) {
    grid = new TestGrid(folder, 3).started();
    month = YearMonth.now(Times.CITY_ZONE).toString();
    AskedCitizens citizens = new AskedCitizens(grid);
    solved = citizens.asked(FIRST, said(true, Resolution.RESOLUTION_YES, 2));
    reopened = citizens.asked(FIRST, said(true, Resolution.RESOLUTION_NO, 4));
    unreachable = citizens.unreachable(FIRST);
    citizens.asked(SECOND, said(true, Resolution.RESOLUTION_YES, 1));
    citizens.asked(SECOND, said(true, Resolution.RESOLUTION_YES, 3));
    citizens.asked(THIRD, said(false, Resolution.RESOLUTION_PARTLY, 5));
    for (Member member : grid.members()) {
      Eventually.holds(
          "every docket can be asked",
          () -> ofStreets(member).getNotAskedCount() == 0,
          () -> ofStreets(member).getNotAskedList());
    }
  }

  private GetRatesResponse ofStreets(Member member) {
    return at(member, DESK)
        .getRates(
            GetRatesRequest.newBuilder()
                .setGroup(RateGroup.RATE_GROUP_STREET)
                .setPeriod(month)
                .setWithPositions(true)
                .build());
  }

  @AfterAll
  void end() {
    grid.close();
  }

  private static RatesServiceGrpc.RatesServiceBlockingStub at(Member member, String who) {
    return RatesServiceGrpc.newBlockingStub(member.caller().channel).withInterceptors(As.who(who));
  }

  private GetRatesResponse rates(String who, Consumer<GetRatesRequest.Builder> question) {
    GetRatesRequest.Builder request =
        GetRatesRequest.newBuilder().setGroup(RateGroup.RATE_GROUP_STREET).setPeriod(month);
    question.accept(request);
    return at(grid.members().get(0), who).getRates(request.build());
  }

  private ListRateOrdersResponse orders(
      String who, Consumer<ListRateOrdersRequest.Builder> question) {
    ListRateOrdersRequest.Builder request =
        ListRateOrdersRequest.newBuilder()
            .setGroup(RateGroup.RATE_GROUP_STREET)
            .setCode(FIRST)
            .setPeriod(month);
    question.accept(request);
    return at(grid.members().get(0), who).listRateOrders(request.build());
  }

  /** "110105001 #2 2/2 1/2 1/2 = 65.0 unreachable 1 excluded 0". */
  private static String line(RankedRow row) {
    RatedAnswers rates = row.getRates();
    return row.getCode()
        + (row.hasRank() ? " #" + row.getRank() : "")
        + quotient(rates.getResponse())
        + quotient(rates.getResolution())
        + quotient(rates.getSatisfaction())
        + (rates.hasComposite() ? " = " + rates.getComposite() : "")
        + " unreachable "
        + rates.getUnreachable()
        + " excluded "
        + rates.getExcluded();
  }

  private static String quotient(RateQuotient rate) {
    return " " + rate.getNumerator() + "/" + rate.getDenominator();
  }

  private static List<String> ranked(GetRatesResponse rates) {
    return rates.getRowsList().stream().filter(RankedRow::hasRank).map(RatesStory::line).toList();
  }

  @Test
  @Order(1)
  void ratesAreAsComputedByHandWhereverOneAsks() {
    for (Member member : grid.members()) {
      GetRatesResponse rates = ofStreets(member);
      assertThat(ranked(rates))
          .containsExactly(
              "110105002 #1 2/2 2/2 2/2 = 100.0 unreachable 0 excluded 0",
              "110105001 #2 2/2 1/2 1/2 = 65.0 unreachable 1 excluded 0",
              "110101001 #3 0/1 0/1 0/1 = 0.0 unreachable 0 excluded 0");
      assertThat(rates.getRowsCount()).as("all streets").isGreaterThan(340);
      assertThat(rates.getRows(3).getRates().getResponse().hasValue()).isFalse();
      assertThat(rates.getTotal().getResponse().getDenominator()).isEqualTo(5);
      assertThat(rates.getNotAskedList()).isEmpty();
      assertThat(rates.getDocketsCount()).isGreaterThan(350);
      assertThat(rates.getSpan().getClosed()).isFalse();
      assertThat(rates.getScheme().getName()).isEqualTo("2026-a");
      assertThat(rates.getScheme().getAssumed()).isTrue();
    }
    assertThat(ranked(rates(DESK, r -> r.setGroup(RateGroup.RATE_GROUP_DISTRICT))))
        .as("a street's orders are its district's")
        .containsExactly(
            "110105 #1 4/4 3/4 3/4 = 82.5 unreachable 1 excluded 0",
            "110101 #2 0/1 0/1 0/1 = 0.0 unreachable 0 excluded 0");
    GetRatesResponse classes =
        rates(DESK, r -> r.setGroup(RateGroup.RATE_GROUP_CLASS_LEVEL_3).setDistrict(CHAOYANG));
    assertThat(ranked(classes))
        .containsExactly(RUBBISH + " #1 4/4 3/4 3/4 = 82.5 unreachable 1 excluded 0");
    assertThat(classes.getRows(0).getEnglish()).isNotEmpty();
    assertThat(ranked(rates(DESK, r -> r.setClassCode("02")))).isEmpty();
    assertThat(ranked(rates(DESK, r -> r.setUnit(DONGCHENG)))).hasSize(1);
  }

  @Test
  @Order(2)
  void behindEachNumberAreAsManyOrders() {
    GetRatesResponse rates = rates(DESK, r -> {});
    RatedAnswers first = rates.getRows(1).getRates();
    assertThat(ids(RateCount.RATE_COUNT_FOLLOWED_UP))
        .containsExactly(solved, reopened)
        .hasSize(first.getResponse().getDenominator());
    assertThat(ids(RateCount.RATE_COUNT_RESOLVED)).containsExactly(solved);
    assertThat(ids(RateCount.RATE_COUNT_NOT_RESOLVED)).containsExactly(reopened);
    assertThat(ids(RateCount.RATE_COUNT_UNREACHABLE)).containsExactly(unreachable);
    assertThat(ids(RateCount.RATE_COUNT_SAID_DISSATISFIED)).containsExactly(reopened);
    assertThat(ids(RateCount.RATE_COUNT_EXCLUDED)).isEmpty();
    RateOrder order = orders(DESK, r -> r.setCount(RateCount.RATE_COUNT_NOT_RESOLVED)).getOrders(0);
    assertThat(order.getCycle()).isEqualTo(1);
    assertThat(order.getClassCode()).isEqualTo(RUBBISH);
    assertThat(order.getAnswers().getResolution()).isEqualTo(Resolution.RESOLUTION_NO);

    List<String> paged = new ArrayList<>();
    ListRateOrdersRequest.Builder question =
        ListRateOrdersRequest.newBuilder()
            .setGroup(RateGroup.RATE_GROUP_CLASS_LEVEL_1)
            .setCode("01")
            .setCount(RateCount.RATE_COUNT_ASKED)
            .setPeriod(month)
            .setPageSize(1);
    ListRateOrdersResponse page;
    do {
      page = at(grid.members().get(1), DESK).listRateOrders(question.build());
      page.getOrdersList().forEach(o -> paged.add(o.getOrderId()));
      question.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    assertThat(paged).hasSize(6).doesNotHaveDuplicates().isSorted();
    refused(
        "page_token",
        () -> orders(DESK, r -> r.setCount(RateCount.RATE_COUNT_LATE).setPageToken("nonsense")));
  }

  private List<String> ids(RateCount count) {
    return orders(DESK, r -> r.setCount(count)).getOrdersList().stream()
        .map(RateOrder::getOrderId)
        .toList();
  }

  @Test
  @Order(3)
  void anotherSchemeGivesWhatIsComputedByHandAndChangesNothing() {
    GetRatesResponse before = rates(DESK, r -> r.setWithPositions(true));
    RescoreResponse both =
        rescored("x,2026-01-01,last,counted,excluded,yes partly,very_satisfied,20 40 40,0,19\n");
    assertThat(both.getInForce().getName()).isEqualTo("2026-a");
    assertThat(both.getGiven().getName()).isEqualTo("x");
    assertThat(both.getRowsList().subList(0, 2).stream().map(r -> line(r.getGiven())))
        .containsExactly(
            "110105002 #1 2/2 2/2 1/2 = 80.0 unreachable 0 excluded 0",
            "110105001 #2 1/2 1/2 0/2 = 30.0 unreachable 1 excluded 1");
    assertThat(both.getRows(0).getDifference()).isEqualTo(-20);
    assertThat(both.getRows(1).getDifference()).isEqualTo(-35);
    RescoredRow third =
        both.getRowsList().stream()
            .filter(r -> r.getGiven().getCode().equals(THIRD))
            .findFirst()
            .orElseThrow();
    assertThat(line(third.getGiven())).isEqualTo("110101001 0/0 0/0 0/0 unreachable 0 excluded 1");
    assertThat(third.hasDifference()).isFalse();
    assertThat(third.getInForce().getRank()).isEqualTo(3);
    assertThat(rates(DESK, r -> r.setWithPositions(true))).isEqualTo(before);
    refused(
        "the scheme, line 2: 20 40 41 (expected: three numbers of 0 or more that make 100)",
        () -> rescored("x,2026-01-01,last,counted,excluded,yes,very_satisfied,20 40 41,0,19\n"));
  }

  private RescoreResponse rescored(String line) {
    return at(grid.members().get(2), DESK)
        .rescore(
            RescoreRequest.newBuilder()
                .setGroup(RateGroup.RATE_GROUP_STREET)
                .setPeriod(month)
                .setSchemeCsv(HEADER + line)
                .build());
  }

  @Test
  @Order(4)
  void eachSeesWhatIsItsBusiness() {
    assertThat(rates("department " + FIRST, r -> r.setAsker(FIRST)).getRowsList())
        .as("its own row, ranked among all")
        .extracting(RatesStory::line)
        .containsExactly("110105001 #2 2/2 1/2 1/2 = 65.0 unreachable 1 excluded 0");
    assertThat(ranked(rates("department " + CHAOYANG, r -> r.setAsker(CHAOYANG))))
        .as("those below it")
        .hasSize(2);
    assertThat(
            rates(
                    "department " + FIRST,
                    r -> r.setAsker(FIRST).setGroup(RateGroup.RATE_GROUP_CLASS_LEVEL_1))
                .getTotal()
                .getResponse()
                .getDenominator())
        .as("its own orders")
        .isEqualTo(2);
    assertThat(ranked(rates("supervisor 110101-V01", r -> r.setDistrict(DONGCHENG)))).hasSize(1);
    assertThat(ranked(rates("reader wall", r -> {}))).hasSize(3);
    refused("PERMISSION_DENIED", () -> rates("supervisor 110105-V01", r -> {}));
    refused("PERMISSION_DENIED", () -> rates("department " + FIRST, r -> r.setAsker(SECOND)));
    refused(
        "NOT_ALLOWED", () -> rates("department " + FIRST, r -> r.setAsker(FIRST).setUnit(THIRD)));
    refused(
        "NOT_ALLOWED",
        () ->
            orders(
                "department " + SECOND,
                r -> r.setAsker(SECOND).setCount(RateCount.RATE_COUNT_RESOLVED)));
    refused(
        "PERMISSION_DENIED",
        () -> orders("reader wall", r -> r.setCount(RateCount.RATE_COUNT_RESOLVED)));
  }

  @Test
  @Order(5)
  void whatMakesNoSenseIsRefusedWithWhatWasExpected() {
    String kept = YearMonth.parse(month).minusMonths(14).atDay(1).toString();
    refused(
        "period: 2019-03 (expected: one that begins on " + kept + " or later",
        () -> rates(DESK, r -> r.setPeriod("2019-03")));
    refused("expected: one that has begun", () -> rates(DESK, r -> r.setPeriod("2099-01")));
    refused("expected: a day such as", () -> rates(DESK, r -> r.setPeriod("november")));
    refused("scheme: none (expected: one of 2026-a)", () -> rates(DESK, r -> r.setScheme("none")));
    refused("group: ", () -> rates(DESK, r -> r.clearGroup()));
    refused("UNKNOWN_UNIT", () -> rates(DESK, r -> r.setUnit("M999")));
    refused("UNKNOWN_CLASS", () -> rates(DESK, r -> r.setClassCode("999999")));
    refused(
        "code: 110105",
        () -> orders(DESK, r -> r.setCode(CHAOYANG).setCount(RateCount.RATE_COUNT_LATE)));
    refused("count: ", () -> orders(DESK, r -> {}));
  }

  private static void refused(String why, Runnable question) {
    assertThatThrownBy(question::run)
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining(why);
  }

  /** Nothing is missing without a word, and nothing is lost. */
  @Test
  @Order(6)
  void whatCannotBeAskedIsNamedUntilItIsServedAgain() {
    GetRatesResponse before = rates(DESK, r -> {});
    grid.kill(grid.owner(CHAOYANG));
    Eventually.holds(
        "the same rates, or what is missing in them",
        () -> {
          GetRatesResponse now = rates(DESK, r -> {});
          assertThat(now.equals(before) || now.getNotAskedCount() > 0).as(now::toString).isTrue();
          return now.equals(before);
        },
        () -> rates(DESK, r -> {}).getNotAskedList());
  }
}
