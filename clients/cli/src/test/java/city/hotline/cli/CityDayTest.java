package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.PartFigures;
import city.hotline.proto.figures.v1.QuarterFigures;
import city.hotline.proto.supervision.v1.GetDayResponse;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day of the city is the sum of its floors' days, part by part. */
class CityDayTest {

  private static GetDayResponse day(long offered, String queue, int quarter, long second) {
    CallFigures figures =
        CallFigures.newBuilder()
            .setOffered(offered)
            .setCarriedIn(1)
            .addAnsweredWaitBuckets(2)
            .addAnsweredWaitBuckets(offered)
            .build();
    return GetDayResponse.newBuilder()
        .setTime(Timestamp.newBuilder().setSeconds(second))
        .setClosed(second > 5)
        .setDay(
            ClosedDay.newBuilder()
                .setDay("2026-11-24")
                .setFigures(figures)
                .setDetail(
                    DayDetail.newBuilder()
                        .addQueues(PartFigures.newBuilder().setName(queue).setFigures(figures))
                        .addHotlines(PartFigures.newBuilder().setName("12345").setFigures(figures))
                        .addQuarters(
                            QuarterFigures.newBuilder().setQuarter(quarter).setFigures(figures))))
        .build();
  }

  @Test
  void sumsEveryCountOfEveryPart() {
    GetDayResponse city =
        CityDay.of(
            List.of(day(3, "general", 40, 9), day(4, "utility", 39, 5), day(5, "general", 40, 7)));
    CallFigures all = city.getDay().getFigures();
    assertThat(all.getOffered()).isEqualTo(12);
    assertThat(all.getCarriedIn()).isEqualTo(3);
    assertThat(all.getAnsweredWaitBucketsList()).containsExactly(6L, 12L);
    DayDetail detail = city.getDay().getDetail();
    assertThat(detail.getQueuesList())
        .extracting(PartFigures::getName)
        .containsExactly("general", "utility");
    assertThat(detail.getQueues(0).getFigures().getOffered()).isEqualTo(8);
    assertThat(detail.getHotlines(0).getFigures()).isEqualTo(all);
    assertThat(detail.getQuartersList())
        .extracting(QuarterFigures::getQuarter)
        .containsExactly(39, 40);
    assertThat(detail.getQuarters(1).getFigures().getAnsweredWaitBucketsList())
        .containsExactly(4L, 8L);
    assertThat(city.getTime().getSeconds()).isEqualTo(5);
    assertThat(city.getClosed()).isFalse();
    assertThat(city.getDay().getDay()).isEqualTo("2026-11-24");
  }
}
