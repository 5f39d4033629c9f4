package city.hotline.node.board;

import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.grid.v1.ShardFigures;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds figures up field by field: every number of a figures message is a count or a sum. Not
 * thread-safe.
 */
final class CitySum {
  private final CityFigures.Builder sum = CityFigures.newBuilder();

  void add(ShardFigures shard) {
    sum.setInTransitNow(sum.getInTransitNow() + shard.getOutbox());
    switch (shard.getFiguresCase()) {
      case FLOOR -> {
        addFields(sum.getCallsBuilder(), shard.getFloor().getTotal());
        addFields(sum.getSeatsNowBuilder(), shard.getFloor().getSeats());
        sum.setWaitingNow(sum.getWaitingNow() + shard.getFloor().getWaiting());
        sum.setViolations(sum.getViolations() + shard.getFloor().getViolations());
      }
      case DOCKET -> {
        addFields(sum.getOrdersBuilder(), shard.getDocket().getTotal());
        addFields(sum.getRatesBuilder(), shard.getDocket().getTotalRates());
        sum.setDispatchedNow(sum.getDispatchedNow() + shard.getDocket().getDispatchedNow());
        sum.setSignedNow(sum.getSignedNow() + shard.getDocket().getSignedNow());
        sum.setFollowUpNow(sum.getFollowUpNow() + shard.getDocket().getFollowUpNow());
        sum.setInHandNow(sum.getInHandNow() + shard.getDocket().getInHandNow());
        sum.setReturnRequestedNow(
            sum.getReturnRequestedNow() + shard.getDocket().getReturnRequestedNow());
        sum.setPendingNow(sum.getPendingNow() + shard.getDocket().getPendingNow());
        sum.setViolations(sum.getViolations() + shard.getDocket().getViolations());
      }
      case FIGURES_NOT_SET -> {
        // A shard that shows nothing adds nothing.
      }
    }
  }

  private static void addFields(Message.Builder sum, Message more) {
    for (FieldDescriptor field : more.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        sum.setField(field, added((List<?>) sum.getField(field), (List<?>) more.getField(field)));
      } else if (more.getField(field) instanceof Integer number) {
        sum.setField(field, (Integer) sum.getField(field) + number);
      } else if (more.getField(field) instanceof Long number) {
        sum.setField(field, (Long) sum.getField(field) + number);
      }
    }
  }

  private static List<Long> added(List<?> one, List<?> other) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      sums.add(at(one, i) + at(other, i));
    }
    return sums;
  }

  private static long at(List<?> numbers, int index) {
    return index < numbers.size() ? (Long) numbers.get(index) : 0;
  }

  CityFigures figures() {
    return sum.build();
  }
}
