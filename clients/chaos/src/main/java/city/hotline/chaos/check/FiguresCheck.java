package city.hotline.chaos.check;

import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.grid.v1.DistrictFigures;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.shard.v1.Record;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The grid's figures are those of a recount of the log, district by district and in all. */
final class FiguresCheck implements Check {

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    GetFiguresResponse grid = evidence.figures();
    if (grid == null) {
      return;
    }
    Map<String, Recount> districts = new TreeMap<>();
    Recount city = new Recount();
    for (Record record : log.records()) {
      districts.computeIfAbsent(record.getShard().getDistrict(), d -> new Recount()).count(record);
      city.count(record);
    }
    compare("the city", grid.getCity(), city, findings);
    List<DistrictFigures> shown = grid.getDistrictsList();
    for (DistrictFigures district : shown) {
      Recount recount = districts.getOrDefault(district.getDistrict(), new Recount());
      compare(district.getDistrict(), district.getFigures(), recount, findings);
    }
    if (grid.getCity().getViolations() != 0) {
      findings.add(
          Violation.Kind.FIGURES_DIFFER,
          grid.getCity().getViolations() + " identities do not hold in the grid");
    }
  }

  private static void compare(String where, CityFigures shown, Recount recount, Findings findings) {
    compare(where + " calls", recounted(shown.getCalls()), recount.calls(), findings);
    compare(where + " orders", shown.getOrders(), recount.orders(), findings);
    same(where + " waiting now", shown.getWaitingNow(), recount.waiting(), findings);
    same(where + " in transit now", shown.getInTransitNow(), recount.inTransit(), findings);
  }

  /** Without what a recount would have to know the rules for. */
  private static CallFigures recounted(CallFigures shown) {
    return shown.toBuilder()
        .clearCarriedIn()
        .clearAnsweredInLevel()
        .clearAnsweredWaitBuckets()
        .clearTalkMs()
        .clearHoldMs()
        .clearWrapMs()
        .clearIdleMs()
        .build();
  }

  private static void compare(String where, Message shown, Message recount, Findings findings) {
    for (FieldDescriptor field : recount.getDescriptorForType().getFields()) {
      if (!field.isRepeated()) {
        same(
            where + " " + field.getName(),
            ((Number) shown.getField(field)).longValue(),
            ((Number) recount.getField(field)).longValue(),
            findings);
      }
    }
  }

  private static void same(String what, long shown, long recount, Findings findings) {
    if (shown != recount) {
      findings.add(
          Violation.Kind.FIGURES_DIFFER,
          what + ": the grid shows " + shown + ", the log has " + recount);
    }
  }
}
