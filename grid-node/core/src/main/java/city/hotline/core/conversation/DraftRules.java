package city.hotline.core.conversation;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.arrival.CallRefusals;
import city.hotline.core.arrival.Fields;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what the seat wrote down can become an order: complete, of a known class, at a place that
 * exists.
 */
final class DraftRules {

  private static final int CODE_MAX = 32;
  private static final int TEXT_MAX = 4000;

  private final Directory directory;

  DraftRules(Directory directory) {
    this.directory = directory;
  }

  /** Refuses INVALID_FIELD by the draft alone; null where it is in order. */
  static @Nullable Decision<FloorEvent> invalid(OrderDraft draft) {
    Decision<FloorEvent> invalid =
        Fields.text("order.class_code", draft.getClassCode(), 1, CODE_MAX);
    if (invalid == null) {
      invalid = Fields.text("order.district", draft.getDistrict(), 1, CODE_MAX);
    }
    if (invalid == null) {
      invalid = Fields.text("order.street", draft.getStreet(), 0, CODE_MAX);
    }
    if (invalid == null) {
      invalid = Fields.text("order.community", draft.getCommunity(), 0, CODE_MAX);
    }
    if (invalid == null && draft.getStreet().isEmpty() && !draft.getCommunity().isEmpty()) {
      return Decision.invalidField("order.street", "empty", "the street of the community");
    }
    if (invalid == null) {
      invalid = Fields.text("order.text", draft.getText(), 0, TEXT_MAX);
    }
    if (invalid == null && draft.hasRequester()) {
      invalid =
          Arrivals.person(
              "order.requester",
              draft.getRequester().getName(),
              draft.getRequester().getPhone(),
              draft.getRequester().getAddress());
    }
    return invalid;
  }

  /** Refuses UNKNOWN_CLASS, UNKNOWN_PLACE by the directory; null where all is known. */
  @Nullable Decision<FloorEvent> unknown(OrderDraft draft) {
    if (!directory.isClass(draft.getClassCode())) {
      String code = CallRefusals.shortened(draft.getClassCode());
      return Decision.refused(
          Refusal.REFUSAL_UNKNOWN_CLASS,
          Map.of("class_code", code),
          "Class " + code + " is not in the directory: choose one of its third-level classes.");
    }
    if (!directory.isDistrict(draft.getDistrict())) {
      return unknownPlace(
          "district", draft.getDistrict(), "take one of the 16 districts, or 110000 for the city");
    }
    if (!draft.getStreet().isEmpty()
        && !(draft.getStreet().startsWith(draft.getDistrict())
            && directory.isStreet(draft.getStreet()))) {
      return unknownPlace(
          "street", draft.getStreet(), "take a street or town of district " + draft.getDistrict());
    }
    if (!draft.getCommunity().isEmpty()
        && !(draft.getCommunity().startsWith(draft.getStreet())
            && directory.isCommunity(draft.getCommunity()))) {
      return unknownPlace(
          "community", draft.getCommunity(), "take a community of street " + draft.getStreet());
    }
    return null;
  }

  private static Decision<FloorEvent> unknownPlace(String field, String code, String advice) {
    return Decision.refused(
        Refusal.REFUSAL_UNKNOWN_PLACE,
        Map.of("field", "order." + field, "code", code),
        "No such "
            + field
            + " there: "
            + code
            + "; "
            + advice
            + ", or leave it empty where it is not known.");
  }
}
