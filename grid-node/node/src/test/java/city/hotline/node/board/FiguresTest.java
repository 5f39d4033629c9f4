package city.hotline.node.board;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.DocketFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.OrderFigures;
import city.hotline.proto.figures.v1.RateFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.grid.v1.ShardFigures;
import city.hotline.proto.wallboard.v1.AreaFigures;
import city.hotline.proto.wallboard.v1.SeatsByState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How figures of shards add up, and what the wall's quotients are. */
class FiguresTest {
  private static final long NOW = 1_790_000_000_000L;

  private static FloorFigures floor(int offered, int answered, int inLevel) {
    return FloorFigures.newBuilder()
        .setToday(
            CallFigures.newBuilder()
                .setOffered(offered)
                .setAnswered(answered)
                .setAnsweredInLevel(inLevel)
                .setAbandonedLong(offered - answered))
        .build();
  }

  @Test
  void aQuotientOfSumsIsNoMeanOfQuotients() {
    AreaSum city = new AreaSum();
    city.add(floor(1, 1, 1));
    city.add(floor(9, 9, 0));
    AreaFigures figures = city.figures(NOW).build();
    assertThat(figures.getServiceLevel()).isEqualTo(0.1);
    assertThat(figures.getConnectRate()).isEqualTo(1.0);
  }

  @Test
  void whatCannotBeComputedIsAbsentAndNotZero() {
    AreaFigures figures = new AreaSum().figures(NOW).build();
    assertThat(figures.hasServiceLevel()).isFalse();
    assertThat(figures.hasConnectRate()).isFalse();
    assertThat(figures.hasAsaSeconds()).isFalse();
    assertThat(figures.getRates().hasResolution()).isFalse();
    assertThat(figures.hasLongestWaitSeconds()).isFalse();
  }

  @Test
  void theLongestWaitOfTheCityIsThatOfOneCall() {
    AreaSum city = new AreaSum();
    for (int i = 1; i <= 2; i++) {
      AreaSum district = new AreaSum();
      district.add(
          FloorFigures.newBuilder()
              .setWaiting(1)
              .setOldestQueuedAt(Times.timestamp(NOW - i * 5_000L))
              .setOldestCallId("call-" + i)
              .build());
      city.add(district);
    }
    AreaFigures figures = city.figures(NOW).build();
    assertThat(figures.getWaiting()).isEqualTo(2);
    assertThat(figures.getLongestWaitSeconds()).isEqualTo(10);
    assertThat(figures.getLongestWaitCallId()).isEqualTo("call-2");
  }

  @Test
  void lentAndGuestSeatsOfTheCityCountEachOperatorOnce() {
    AreaSum city = new AreaSum();
    city.add(area(seats(10, 3, 0)));
    city.add(area(seats(8, 0, 2)));
    SeatsByState seats = city.figures(NOW).build().getSeats();
    assertThat(seats.getSignedIn()).isEqualTo(18);
    assertThat(seats.getLent()).isEqualTo(3);
    assertThat(seats.getGuests()).isEqualTo(2);
    // 13 of the first floor, one of them on the way, and 6 of the second.
    assertThat(seats.getSignedIn() + seats.getLent() - seats.getGuests()).isEqualTo(13 + 6);
  }

  private static FloorFigures seats(int signedIn, int lent, int guests) {
    return FloorFigures.newBuilder()
        .setSeats(SeatFigures.newBuilder().setSignedIn(signedIn).setLent(lent).setGuests(guests))
        .build();
  }

  private static AreaSum area(FloorFigures... floors) {
    AreaSum area = new AreaSum();
    for (FloorFigures floor : floors) {
      area.add(floor);
    }
    return area;
  }

  private static FloorFigures alerts(int all, int unacknowledged) {
    return FloorFigures.newBuilder().setAlerts(all).setAlertsUnacknowledged(unacknowledged).build();
  }

  @Test
  void alertsOfTheCityAreThoseOfItsFloors() {
    AreaSum city = new AreaSum();
    city.add(area(alerts(3, 1)));
    city.add(area(alerts(4, 2)));
    AreaFigures figures = city.figures(NOW).build();
    assertThat(figures.getAlerts()).isEqualTo(7);
    assertThat(figures.getAlertsUnacknowledged()).isEqualTo(3);
    AreaFigures calm = area(alerts(0, 0)).figures(NOW).build();
    assertThat(calm.hasAlerts() && calm.hasAlertsUnacknowledged()).isTrue();
  }

  @Test
  void alertsAreAbsentWhileOneFloorHasNotToldOfThem() {
    for (AreaSum silent : List.of(area(), area(FloorFigures.getDefaultInstance()))) {
      AreaSum city = new AreaSum();
      city.add(area(alerts(3, 1)));
      city.add(silent);
      city.add(area(alerts(0, 0)));
      for (AreaSum unknown : List.of(silent, city)) {
        AreaFigures figures = unknown.figures(NOW).build();
        assertThat(figures.hasAlerts()).isFalse();
        assertThat(figures.hasAlertsUnacknowledged()).isFalse();
      }
    }
  }

  @Test
  void ratesAreOfThoseFollowedUpAndResolutionOfThoseWhoAskForSomething() {
    AreaSum area = new AreaSum();
    area.add(
        DocketFigures.newBuilder()
            .setMonthRates(
                RateFigures.newBuilder()
                    .setFollowedUp(10)
                    .setResponded(9)
                    .setAsking(4)
                    .setResolved(3)
                    .setSatisfied(8))
            .build());
    assertThat(area.rates().getResponse()).isEqualTo(0.9);
    assertThat(area.rates().getResolution()).isEqualTo(0.75);
    assertThat(area.rates().getSatisfaction()).isEqualTo(0.8);
  }

  @Test
  void theCityIsTheSumOfItsShardsFieldByField() {
    CitySum sum = new CitySum();
    sum.add(
        ShardFigures.newBuilder()
            .setOutbox(2)
            .setFloor(
                FloorFigures.newBuilder()
                    .setWaiting(3)
                    .setTotal(CallFigures.newBuilder().setOffered(5).setTalkMs(7)))
            .build());
    sum.add(
        ShardFigures.newBuilder()
            .setFloor(
                FloorFigures.newBuilder()
                    .setWaiting(4)
                    .setTotal(CallFigures.newBuilder().setOffered(6).setTalkMs(8)))
            .build());
    sum.add(
        ShardFigures.newBuilder()
            .setDocket(
                DocketFigures.newBuilder()
                    .setDispatchedNow(1)
                    .setTotal(OrderFigures.newBuilder().setOpened(9)))
            .build());
    sum.add(ShardFigures.getDefaultInstance());
    CityFigures city = sum.figures();
    assertThat(city.getInTransitNow()).isEqualTo(2);
    assertThat(city.getWaitingNow()).isEqualTo(7);
    assertThat(city.getCalls().getOffered()).isEqualTo(11);
    assertThat(city.getCalls().getTalkMs()).isEqualTo(15);
    assertThat(city.getOrders().getOpened()).isEqualTo(9);
    assertThat(city.getDispatchedNow()).isEqualTo(1);
  }

  @Test
  void aNumberIsShownWithItsMiddleHidden() {
    assertThat(Happenings.masked("13812345678")).isEqualTo("138****5678");
    assertThat(Happenings.masked("12345678")).isEqualTo("123*5678");
    assertThat(Happenings.masked("1234567")).isEqualTo("*******");
    assertThat(Happenings.masked("")).isEmpty();
  }
}
