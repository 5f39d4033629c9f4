package city.hotline.node.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.board.Board;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderSeriesTest {
  private static final String CHAOYANG = "110105";
  private static final List<String> DOCKETS = Boards.BEIJING.docketsOf(CHAOYANG);

  private static Samples samples(Board board) {
    return Samples.of(new OrderSeries(Boards.BEIJING, board));
  }

  private static DocketFigures.Builder docket() {
    return DocketFigures.newBuilder()
        .setDispatchedNow(1)
        .setSignedNow(2)
        .setFollowUpNow(3)
        .setReturnRequestedNow(4)
        .setInHandNow(5)
        .setPendingNow(6)
        .setTotal(
            OrderFigures.newBuilder()
                .setOpened(50)
                .setDispatched(60)
                .setSigned(55)
                .setReplied(52)
                .setReturned(6)
                .setReopened(7)
                .setClosed(44)
                .setContacted(53)
                .setReturnsAsked(10)
                .setReturnsDenied(4)
                .setExtended(5)
                .setPendingListed(9)
                .setPendingEnded(3)
                .setOverdue(11)
                .setUrged(7)
                .setPartsFinished(2)
                .setMerged(13)
                .setSplit(4)
                .setParentReplied(2)
                .setReclassified(15)
                .setAttempts(17)
                .setAppealsEscalated(6)
                .setMigrated(21))
        .setMergedNow(7)
        .setTotalRates(RateFigures.newBuilder().setFollowedUp(90).setUnreachable(8))
        .setMonthRates(
            RateFigures.newBuilder()
                .setFollowedUp(10)
                .setResponded(9)
                .setAsking(5)
                .setResolved(4)
                .setSatisfied(8));
  }

  @Test
  void sumsTheDocketsOfADistrict() {
    Samples samples =
        samples(
            new Boards()
                .emptyDockets(CHAOYANG)
                .docket(CHAOYANG, DOCKETS.get(0), docket())
                .docket(CHAOYANG, DOCKETS.get(1), docket())
                .board());

    assertThat(samples.startingWith("hotline_orders{"))
        .hasSize(8)
        .containsEntry("hotline_orders{district=\"110105\",state=\"merged\"}", 14.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"dispatched\"}", 2.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"signed\"}", 4.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"return_requested\"}", 8.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"in_hand\"}", 10.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"pending\"}", 12.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"follow_up\"}", 6.0)
        .containsEntry("hotline_orders{district=\"110105\",state=\"closed\"}", 88.0);
    assertThat(samples.startingWith("hotline_order_steps_total"))
        .hasSize(23)
        .containsEntry(
            "hotline_order_steps_total{district=\"110105\",step=\"appeal_escalated\"}", 12.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"merged\"}", 26.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"split\"}", 8.0)
        .containsEntry(
            "hotline_order_steps_total{district=\"110105\",step=\"parent_replied\"}", 4.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"reclassified\"}", 30.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"migrated\"}", 42.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"attempted\"}", 34.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"urged\"}", 14.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"part_finished\"}", 4.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"contacted\"}", 106.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"return_asked\"}", 20.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"return_denied\"}", 8.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"extended\"}", 10.0)
        .containsEntry(
            "hotline_order_steps_total{district=\"110105\",step=\"pending_listed\"}", 18.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"pending_ended\"}", 6.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"overdue\"}", 22.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"opened\"}", 100.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"dispatched\"}", 120.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"signed\"}", 110.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"replied\"}", 104.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"returned\"}", 12.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"reopened\"}", 14.0)
        .containsEntry("hotline_order_steps_total{district=\"110105\",step=\"closed\"}", 88.0);
    assertThat(samples.value("hotline_follow_ups_total{district=\"110105\"}")).isEqualTo(180);
    assertThat(samples.value("hotline_follow_ups_unreachable_total{district=\"110105\"}"))
        .isEqualTo(16);
  }

  @Test
  void dividesSumsOfTheMonthAndResolutionByThoseWhoAskedForSomething() {
    Samples samples =
        samples(
            new Boards()
                .emptyDockets(CHAOYANG)
                .docket(CHAOYANG, DOCKETS.get(0), docket())
                .docket(
                    CHAOYANG,
                    DOCKETS.get(1),
                    DocketFigures.newBuilder()
                        .setMonthRates(
                            RateFigures.newBuilder()
                                .setFollowedUp(30)
                                .setAsking(3)
                                .setSatisfied(2)))
                .board());

    assertThat(samples.startingWith("hotline_rate_ratio"))
        .hasSize(3)
        .containsEntry("hotline_rate_ratio{district=\"110105\",rate=\"response\"}", 9 / 40.0)
        .containsEntry("hotline_rate_ratio{district=\"110105\",rate=\"resolution\"}", 4 / 8.0)
        .containsEntry("hotline_rate_ratio{district=\"110105\",rate=\"satisfaction\"}", 10 / 40.0);
    assertThat(samples.value("hotline_rate_counted{district=\"110105\",rate=\"resolution\"}"))
        .isEqualTo(8);
    assertThat(samples.value("hotline_rate_favourable{district=\"110105\",rate=\"resolution\"}"))
        .isEqualTo(4);
  }

  @Test
  void saysNothingOfARateWithoutFollowUps() {
    Samples samples =
        samples(
            new Boards()
                .emptyDockets(CHAOYANG)
                .docket(
                    CHAOYANG,
                    DOCKETS.get(0),
                    DocketFigures.newBuilder()
                        .setMonthRates(RateFigures.newBuilder().setFollowedUp(2).setResponded(1)))
                .board());

    assertThat(samples.startingWith("hotline_rate_ratio"))
        .containsOnlyKeys(
            "hotline_rate_ratio{district=\"110105\",rate=\"response\"}",
            "hotline_rate_ratio{district=\"110105\",rate=\"satisfaction\"}");
  }

  /** Right after a node's start: a part of the sum would look like a counter that fell. */
  @Test
  void saysNothingOfADistrictUntilAllItsDocketsWereHeardOf() {
    Boards boards = new Boards();
    DOCKETS.subList(1, DOCKETS.size()).forEach(d -> boards.docket(CHAOYANG, d, docket()));
    assertThat(samples(boards.board()).names()).isEmpty();

    boards.docket(CHAOYANG, DOCKETS.get(0), docket());
    assertThat(samples(boards.board()).names()).contains("hotline_orders");
  }

  @Test
  void alwaysSaysOfEveryDistrictWhetherItsCountsAddUp() {
    Boards boards = new Boards();
    assertThat(violations(boards).startingWith("hotline_conservation_violations"))
        .hasSize(Boards.BEIJING.districts().size())
        .allSatisfy((sample, value) -> assertThat(value).isZero());

    boards
        .floor(CHAOYANG, FloorFigures.newBuilder().setViolations(2))
        .docket(CHAOYANG, DOCKETS.get(3), DocketFigures.newBuilder().setViolations(3));
    assertThat(violations(boards).value("hotline_conservation_violations{district=\"110105\"}"))
        .isEqualTo(5);
  }

  private static Samples violations(Boards boards) {
    return Samples.of(new ConservationSeries(Boards.BEIJING, boards.board()));
  }

  @Test
  void everyNodeThatHeardTheSameSaysTheSame() {
    Boards one = new Boards();
    Boards other = new Boards();
    FloorFigures.Builder floor =
        FloorFigures.newBuilder().setTotal(CallFigures.newBuilder().setOffered(5));
    one.emptyDockets(CHAOYANG).docket(CHAOYANG, DOCKETS.get(0), docket()).floor(CHAOYANG, floor);
    other.floor(CHAOYANG, floor).emptyDockets(CHAOYANG).docket(CHAOYANG, DOCKETS.get(0), docket());

    assertThat(samples(one.board()).text()).isEqualTo(samples(other.board()).text());
  }
}
