package city.hotline.node.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Times;
import city.hotline.node.epoch.GridTime;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.FloorFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CallSeriesTest {
  private static final String CHAOYANG = "110105";
  private static final long NOW_MS = 1_788_224_400_000L;

  /** Every figure another number, so that no two can be mixed up. */
  private static final CallFigures CALLS =
      CallFigures.newBuilder()
          .setOffered(1_000)
          .setAnswered(66)
          .setAbandonedShort(3)
          .setAbandonedLong(5)
          .setFlowedOutCallback(7)
          .setFlowedOutTransfer(11)
          .setFlowedOutOverflow(13)
          .setFlowedOutFull(19)
          .setFlowedOutClosed(43)
          .setFailed(17)
          .setAnsweredInLevel(40)
          .setAnsweredWaitMs(1_234_500)
          .addAllAnsweredWaitBuckets(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L))
          .setHandled(60)
          .setTalkMs(19_000)
          .setHoldMs(23_000)
          .setWrapMs(29_000)
          .setIdleMs(7_000)
          .setOffersMissed(31)
          .setOffersRejected(37)
          .setOrdersRequested(41)
          .setTransferred(47)
          .setFlowedOutUnreachable(53)
          .setCallbacksAsked(59)
          .setCallbacksUnanswered(61)
          .build();

  private static Samples samples(FloorFigures.Builder floor) {
    return Samples.of(
        new CallSeries(Boards.BEIJING, new Boards().floor(CHAOYANG, floor).board(), at(NOW_MS)));
  }

  private static GridTime at(long ms) {
    return new GridTime() {
      @Override
      public OptionalLong nowMs() {
        return OptionalLong.of(ms);
      }

      @Override
      public long latestMs() {
        return ms;
      }

      @Override
      public long realMs() {
        return latestMs();
      }
    };
  }

  @Test
  void showsTheFloorsTotalsAndNotTheDays() {
    Samples samples =
        samples(
            FloorFigures.newBuilder()
                .setTotal(CALLS)
                .setToday(CallFigures.newBuilder().setOffered(9).setAnswered(8)));

    assertThat(samples.value("hotline_calls_offered_total{district=\"110105\"}")).isEqualTo(1_000);
    assertThat(samples.value("hotline_calls_answered_total{district=\"110105\"}")).isEqualTo(66);
    assertThat(samples.value("hotline_calls_answered_in_level_total{district=\"110105\"}"))
        .isEqualTo(40);
    assertThat(samples.startingWith("hotline_calls_abandoned_total"))
        .hasSize(2)
        .containsEntry("hotline_calls_abandoned_total{district=\"110105\",kind=\"short\"}", 3.0)
        .containsEntry("hotline_calls_abandoned_total{district=\"110105\",kind=\"long\"}", 5.0);
    assertThat(samples.startingWith("hotline_calls_flowed_out_total"))
        .hasSize(6)
        .containsEntry(
            "hotline_calls_flowed_out_total{district=\"110105\",kind=\"unreachable\"}", 53.0)
        .containsEntry("hotline_calls_flowed_out_total{district=\"110105\",kind=\"full\"}", 19.0)
        .containsEntry("hotline_calls_flowed_out_total{district=\"110105\",kind=\"closed\"}", 43.0)
        .containsEntry("hotline_calls_flowed_out_total{district=\"110105\",kind=\"callback\"}", 7.0)
        .containsEntry(
            "hotline_calls_flowed_out_total{district=\"110105\",kind=\"transfer\"}", 11.0)
        .containsEntry(
            "hotline_calls_flowed_out_total{district=\"110105\",kind=\"overflow\"}", 13.0);
    assertThat(samples.value("hotline_calls_failed_total{district=\"110105\"}")).isEqualTo(17);
    assertThat(samples.value("hotline_calls_handled_total{district=\"110105\"}")).isEqualTo(60);
    assertThat(samples.value("hotline_calls_transferred_total{district=\"110105\"}")).isEqualTo(47);
    assertThat(samples.value("hotline_callbacks_asked_total{district=\"110105\"}")).isEqualTo(59);
    assertThat(samples.value("hotline_callbacks_unanswered_total{district=\"110105\"}"))
        .isEqualTo(61);
    assertThat(samples.startingWith("hotline_handling_seconds_total"))
        .containsEntry("hotline_handling_seconds_total{district=\"110105\",kind=\"talk\"}", 19.0)
        .containsEntry("hotline_handling_seconds_total{district=\"110105\",kind=\"hold\"}", 23.0)
        .containsEntry(
            "hotline_handling_seconds_total{district=\"110105\",kind=\"wrap_up\"}", 29.0);
    assertThat(samples.value("hotline_seat_idle_seconds_total{district=\"110105\"}")).isEqualTo(7);
    assertThat(samples.startingWith("hotline_offers_lost_total"))
        .containsEntry("hotline_offers_lost_total{district=\"110105\",kind=\"missed\"}", 31.0)
        .containsEntry("hotline_offers_lost_total{district=\"110105\",kind=\"rejected\"}", 37.0);
    assertThat(samples.value("hotline_orders_requested_total{district=\"110105\"}")).isEqualTo(41);
    assertThat(samples.value("hotline_orders_in_transit{district=\"110105\"}")).isEqualTo(2);
  }

  @Test
  void makesTheFloorsBucketsAHistogramInWhich15And20AreBoundaries() {
    Samples samples = samples(FloorFigures.newBuilder().setTotal(CALLS));

    assertThat(samples.startingWith("hotline_call_wait_seconds_bucket")).hasSize(12);
    assertThat(bucket(samples, "1.0")).isZero();
    assertThat(bucket(samples, "2.0")).isEqualTo(1);
    assertThat(bucket(samples, "15.0")).isEqualTo(1 + 2 + 3 + 4);
    assertThat(bucket(samples, "20.0")).isEqualTo(1 + 2 + 3 + 4 + 5);
    assertThat(bucket(samples, "600.0")).isEqualTo(55);
    assertThat(bucket(samples, "+Inf")).isEqualTo(66);
    assertThat(samples.value("hotline_call_wait_seconds_count{district=\"110105\"}")).isEqualTo(66);
    assertThat(samples.value("hotline_call_wait_seconds_sum{district=\"110105\"}"))
        .isEqualTo(1_234.5);
  }

  private static double bucket(Samples samples, String bound) {
    return samples.value(
        "hotline_call_wait_seconds_bucket{district=\"110105\",le=\"" + bound + "\"}");
  }

  @Test
  void showsWhoWaitsAndHowLongInGridTime() {
    Samples samples =
        samples(
            FloorFigures.newBuilder()
                .setWaiting(4)
                .setCallbacks(3)
                .setOldestQueuedAt(Times.timestamp(NOW_MS - 12_500)));

    assertThat(samples.value("hotline_calls_waiting{district=\"110105\"}")).isEqualTo(4);
    assertThat(samples.value("hotline_calls_waiting_callbacks{district=\"110105\"}")).isEqualTo(3);
    assertThat(samples.value("hotline_longest_wait_seconds{district=\"110105\"}")).isEqualTo(12.5);
  }

  @Test
  void saysNothingOfALongestWaitWhenNobodyWaits() {
    Samples samples = samples(FloorFigures.newBuilder());

    assertThat(samples.value("hotline_calls_waiting{district=\"110105\"}")).isZero();
    assertThat(samples.startingWith("hotline_longest_wait_seconds")).isEmpty();
  }

  @Test
  void showsSeatsByStatesThatAddUpToThoseSignedIn() {
    Samples samples =
        samples(
            FloorFigures.newBuilder()
                .setSeats(
                    SeatFigures.newBuilder()
                        .setSignedIn(127)
                        .setAvailable(1)
                        .setOffered(2)
                        .setOnContact(4)
                        .setWrapping(8)
                        .setNotReady(16)
                        .setError(32)
                        .setMissed(64)
                        .setLent(3)
                        .setGuests(5)));

    assertThat(samples.startingWith("hotline_seats{district=\"110105\""))
        .hasSize(7)
        .containsEntry("hotline_seats{district=\"110105\",state=\"available\"}", 1.0)
        .containsEntry("hotline_seats{district=\"110105\",state=\"offered\"}", 2.0)
        .containsEntry("hotline_seats{district=\"110105\",state=\"on_contact\"}", 4.0)
        .containsEntry("hotline_seats{district=\"110105\",state=\"wrapping\"}", 8.0)
        .containsEntry("hotline_seats{district=\"110105\",state=\"not_ready\"}", 16.0)
        .containsEntry("hotline_seats{district=\"110105\",state=\"error\"}", 32.0)
        .containsEntry("hotline_seats{district=\"110105\",state=\"missed\"}", 64.0);
    assertThat(samples.startingWith("hotline_seats").values().stream().mapToDouble(v -> v).sum())
        .isEqualTo(127);
    assertThat(samples.startingWith("hotline_lent_seats{district=\"110105\"")).containsValue(3.0);
    assertThat(samples.startingWith("hotline_guest_seats{district=\"110105\"")).containsValue(5.0);
  }

  @Test
  void showsAlertsByWhetherSomebodyLooksAfterThem() {
    Samples samples = samples(FloorFigures.newBuilder().setAlerts(7).setAlertsUnacknowledged(2));

    assertThat(samples.startingWith("hotline_alerts"))
        .hasSize(2)
        .containsEntry("hotline_alerts{district=\"110105\",state=\"acknowledged\"}", 5.0)
        .containsEntry("hotline_alerts{district=\"110105\",state=\"unacknowledged\"}", 2.0);
  }

  @Test
  void saysNothingOfAlertsThatAFloorDoesNotCount() {
    assertThat(samples(FloorFigures.newBuilder()).startingWith("hotline_alerts")).isEmpty();
  }

  @Test
  void saysNothingOfADistrictThatWasNotHeardOf() {
    Samples samples = samples(FloorFigures.newBuilder().setTotal(CALLS));

    assertThat(samples.names()).isNotEmpty();
    assertThat(samples.text()).contains("110105").doesNotContain("110101");
  }
}
