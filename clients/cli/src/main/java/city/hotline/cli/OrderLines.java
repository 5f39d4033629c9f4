package city.hotline.cli;

import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.search.v1.FoundOrder;
import com.google.protobuf.Timestamp;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Orders that were found, one a line. */
final class OrderLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private OrderLines() {}

  static String of(FoundOrder order) {
    return "%-26s %-16s %-9s %s  due %s  %s  %s %s  %s"
        .formatted(
            order.getOrderId(),
            word(order.getState()),
            order.getUnit(),
            time(order.hasOpenedAt(), order.getOpenedAt()),
            time(order.hasDueAt(), order.getDueAt()) + (order.getOverdue() ? " late" : ""),
            order.getClassCode(),
            order.getRequester().getName(),
            order.getRequester().getPhone() + withheld(order.getRequester().getWithheld()),
            order.getExcerpt());
  }

  /** Why a citizen is not shown; nothing where he is. */
  static String withheld(Withheld why) {
    return switch (why) {
      case WITHHELD_UNSPECIFIED, UNRECOGNIZED -> "";
      case WITHHELD_ERASED -> "(erased)";
      case WITHHELD_KEY_NOT_HERE -> "(not to be shown yet, ask again)";
      case WITHHELD_UNREADABLE -> "(cannot be read, see the node's log)";
    };
  }

  private static String word(OrderState state) {
    return state.name().replace("ORDER_STATE_", "").toLowerCase(Locale.ROOT);
  }

  private static String time(boolean there, Timestamp time) {
    return there ? TIME.format(Json.instant(time)) : "-";
  }
}
