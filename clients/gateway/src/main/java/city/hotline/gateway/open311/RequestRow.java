package city.hotline.gateway.open311;

import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.search.v1.FoundOrder;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An order as it is shown: where it is in its life, and nothing that a citizen has said of himself,
 * his text and the unit's reply to it included.
 */
final class RequestRow {

  private RequestRow() {}

  static Map<String, Object> of(FoundOrder order, String serviceName) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("service_request_id", order.getOrderId());
    row.put("status", order.getState() == OrderState.ORDER_STATE_CLOSED ? "closed" : "open");
    row.put("status_notes", notes(order));
    row.put("service_name", serviceName);
    row.put("service_code", order.getClassCode());
    row.put("description", "");
    row.put("agency_responsible", order.getUnit());
    row.put("requested_datetime", text(order.getOpenedAt()));
    row.put("updated_datetime", text(order.getUpdatedAt()));
    if (order.hasDueAt()) {
      row.put("expected_datetime", text(order.getDueAt()));
    }
    String street = order.getStreet();
    row.put("address_id", street.isEmpty() ? order.getDistrict() : street);
    return row;
  }

  /** Closed is not fixed: only the citizen's answer makes it resolved. */
  private static String notes(FoundOrder order) {
    return switch (order.getState()) {
      case ORDER_STATE_DISPATCHED -> "sent to the unit, which has not signed yet";
      case ORDER_STATE_SIGNED -> "signed by the unit";
      case ORDER_STATE_IN_HAND -> "the unit has been in contact and works on it";
      case ORDER_STATE_RETURN_REQUESTED -> "the unit asks that another one has it";
      case ORDER_STATE_MERGED -> "goes on with another order of the same matter";
      case ORDER_STATE_PENDING_LISTED -> "cannot be solved now; it is looked at again";
      case ORDER_STATE_FOLLOW_UP ->
          "the unit has replied; whoever asked is asked whether it is solved";
      case ORDER_STATE_CLOSED ->
          switch (order.getCloseReason()) {
            case CLOSE_REASON_RESOLVED -> "resolved: whoever asked says that it is solved";
            case CLOSE_REASON_UNRESOLVED -> "unresolved: whoever asked says that it is not solved";
            case CLOSE_REASON_UNREACHABLE ->
                "unreachable: whoever asked could not be asked whether it is solved";
            case CLOSE_REASON_RESPONDED -> "answered: whoever asked says that the unit responded";
            case CLOSE_REASON_UNSPECIFIED, UNRECOGNIZED -> "";
          };
      case ORDER_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String text(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds()).toString();
  }
}
