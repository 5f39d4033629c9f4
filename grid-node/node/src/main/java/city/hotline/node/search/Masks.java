package city.hotline.node.search;

import city.hotline.node.citizen.Personal;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.Requester;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a list shows of a citizen. */
public final class Masks {
  /** What can be a telephone's number, however it is grouped. */
  private static final Pattern NUMBER =
      Pattern.compile("\\d(?:[ -]?\\d){6,}", Pattern.UNICODE_CHARACTER_CLASS);

  /** The fields with what people wrote in their own words; none is repeated. */
  private static final Set<String> WRITTEN = Set.of("text", "reply_text", "note", "reason");

  private static final int FIRST = 3;
  private static final int LAST = 2;

  private Masks() {}

  /** The whole order with the citizen masked, and numbers in its texts. */
  public static Order order(Order order) {
    Order.Builder masked = order.toBuilder();
    texts(masked);
    if (order.hasDraft()) {
      masked.getDraftBuilder().setRequester(requester(order.getDraft().getRequester()));
    }
    return masked.build();
  }

  /** The message with every citizen of its orders masked, and numbers in what people wrote. */
  public static WatchOrdersResponse citizens(WatchOrdersResponse message) {
    WatchOrdersResponse.Builder masked = withCitizensMasked(message).toBuilder();
    texts(masked);
    return masked.build();
  }

  /**
   * The message with the citizens masked of those orders that the unit does not lead: whoever
   * helps, decides or is above does not speak to them. What people wrote stays, as it is what is to
   * be done.
   */
  public static WatchOrdersResponse citizensOfOthers(WatchOrdersResponse message, String unit) {
    if (message.hasSnapshot()) {
      WatchOrdersResponse.Builder masked = message.toBuilder();
      for (int i = 0; i < message.getSnapshot().getOrdersCount(); i++) {
        Order order = message.getSnapshot().getOrders(i);
        if (!order.getUnit().equals(unit)) {
          masked.getSnapshotBuilder().setOrders(i, withCitizensMasked(order));
        }
      }
      return masked.build();
    }
    boolean leads =
        message.getChange().getEventsList().stream()
            .anyMatch(
                event ->
                    event.getOrderDispatched().getUnit().equals(unit)
                        || event.getCoHandlerAsked().getUnit().equals(unit));
    return leads ? message : withCitizensMasked(message);
  }

  private static <M extends Message> M withCitizensMasked(M message) {
    return Personal.replace(message, citizen -> requester((Requester) citizen));
  }

  private static void texts(Message.Builder message) {
    for (Map.Entry<FieldDescriptor, Object> each : message.getAllFields().entrySet()) {
      FieldDescriptor field = each.getKey();
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        if (!field.isRepeated()) {
          texts(message.getFieldBuilder(field));
        } else {
          for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            texts(message.getRepeatedFieldBuilder(field, i));
          }
        }
      } else if (field.getJavaType() == FieldDescriptor.JavaType.STRING
          && WRITTEN.contains(field.getName())) {
        message.setField(field, text((String) each.getValue()));
      }
    }
  }

  /** The first character of the name, the first and last digits of the phone, no address. */
  static Requester requester(Requester citizen) {
    return Requester.newBuilder()
        .setName(name(citizen.getName()))
        .setPhone(phone(citizen.getPhone()))
        .setWithheld(citizen.getWithheld())
        .build();
  }

  private static String name(String name) {
    return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
  }

  /** "138******78"; of a short number only the last two digits, of a very short one none. */
  private static String phone(String phone) {
    int length = phone.length();
    if (length <= LAST) {
      return "*".repeat(length);
    }
    int shown = length < FIRST + LAST + LAST ? 0 : FIRST;
    return phone.substring(0, shown)
        + "*".repeat(length - shown - LAST)
        + phone.substring(length - LAST);
  }

  /** Numbers of seven digits or more are masked, as a citizen may say his own. */
  static String text(String text) {
    return NUMBER.matcher(text).replaceAll(found -> phone(found.group()));
  }
}
