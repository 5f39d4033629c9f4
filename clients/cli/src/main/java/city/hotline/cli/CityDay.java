package city.hotline.cli;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.PartFigures;
import city.hotline.proto.figures.v1.QuarterFigures;
import city.hotline.proto.supervision.v1.GetDayResponse;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A day of all floors, part by part. Each floor tells its own at an instant of its own: each adds
 * up by itself, and so does the sum.
 */
final class CityDay {

  private CityDay() {}

  /**
   * The sum.
   *
   * @param floors one or more, all of the same day
   * @return as of the earliest of their instants; closed if all of them are
   */
  static GetDayResponse of(List<GetDayResponse> floors) {
    CallFigures.Builder all = CallFigures.newBuilder();
    Map<String, CallFigures.Builder> queues = new TreeMap<>();
    Map<String, CallFigures.Builder> hotlines = new TreeMap<>();
    Map<Integer, CallFigures.Builder> quarters = new TreeMap<>();
    for (GetDayResponse floor : floors) {
      ClosedDay day = floor.getDay();
      add(all, day.getFigures());
      day.getDetail().getQueuesList().forEach(p -> add(queues, p.getName(), p.getFigures()));
      day.getDetail().getHotlinesList().forEach(p -> add(hotlines, p.getName(), p.getFigures()));
      day.getDetail().getQuartersList().forEach(p -> add(quarters, p.getQuarter(), p.getFigures()));
    }
    DayDetail.Builder detail = DayDetail.newBuilder();
    queues.forEach((name, sum) -> detail.addQueues(part(name, sum)));
    hotlines.forEach((name, sum) -> detail.addHotlines(part(name, sum)));
    quarters.forEach(
        (quarter, sum) ->
            detail.addQuarters(QuarterFigures.newBuilder().setQuarter(quarter).setFigures(sum)));
    Timestamp earliest =
        floors.stream()
            .map(GetDayResponse::getTime)
            .min(Timestamps.comparator())
            .orElseThrow(
                () -> new IllegalArgumentException("floors: none (expected: one or more)"));
    return GetDayResponse.newBuilder()
        .setDay(
            ClosedDay.newBuilder()
                .setDay(floors.get(0).getDay().getDay())
                .setFigures(all)
                .setDetail(detail))
        .setClosed(floors.stream().allMatch(GetDayResponse::getClosed))
        .setTime(earliest)
        .build();
  }

  private static PartFigures.Builder part(String name, CallFigures.Builder sum) {
    return PartFigures.newBuilder().setName(name).setFigures(sum);
  }

  private static <K> void add(Map<K, CallFigures.Builder> sums, K part, CallFigures more) {
    add(sums.computeIfAbsent(part, key -> CallFigures.newBuilder()), more);
  }

  /** Every count is a sum, whatever is counted in time to come. */
  private static void add(CallFigures.Builder sum, CallFigures more) {
    for (Map.Entry<FieldDescriptor, Object> field : more.getAllFields().entrySet()) {
      FieldDescriptor name = field.getKey();
      if (!name.isRepeated()) {
        sum.setField(name, (long) sum.getField(name) + (long) field.getValue());
        continue;
      }
      for (int i = 0; i < more.getRepeatedFieldCount(name); i++) {
        long value = (long) more.getRepeatedField(name, i);
        if (i < sum.getRepeatedFieldCount(name)) {
          sum.setRepeatedField(name, i, (long) sum.getRepeatedField(name, i) + value);
        } else {
          sum.addRepeatedField(name, value);
        }
      }
    }
  }
}
