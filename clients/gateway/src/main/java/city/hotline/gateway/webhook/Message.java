package city.hotline.gateway.webhook;

import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the stream as the events it becomes: one for each thing that happened, each open
 * order of a snapshot, and history that is gone. An event is made when it is asked for, as a
 * snapshot may have very many.
 */
record Message(WatchOrdersResponse told) {

  /** What everything that the gateway sends is called with. */
  static final String PREFIX = "city.hotline.";

  private static final String VERSION = ".v1";
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final io.cloudevents.jackson.JsonFormat FORMAT =
      new io.cloudevents.jackson.JsonFormat();

  /** Where to go on when all of it was delivered. */
  String token() {
    return told.getToken();
  }

  /** How many events it becomes; none for a progress mark. */
  int size() {
    return switch (told.getMessageCase()) {
      case SNAPSHOT -> told.getSnapshot().getOrdersCount();
      case CHANGE -> told.getChange().getEventsCount();
      case HISTORY_GONE -> 1;
      case PROGRESS, MESSAGE_NOT_SET -> 0;
    };
  }

  /** The first one to deliver, when this one was the last that was delivered. */
  int indexAfter(@Nullable String id) {
    if (id != null) {
      for (int i = 0; i < size(); i++) {
        if (id(i).equals(id)) {
          return i + 1;
        }
      }
    }
    return 0;
  }

  /** Of a snapshot another one than of the record at its position. */
  private String id(int index) {
    String docket = told.getShard().getDocket();
    String at = told.getPosition().getEpoch() + "-" + told.getPosition().getSequence() + "-";
    return switch (told.getMessageCase()) {
      case HISTORY_GONE -> docket + "/gone-" + digest(told.getToken());
      case SNAPSHOT -> docket + '/' + at + 's' + (told.getSnapshot().getBefore() + index);
      case CHANGE, PROGRESS, MESSAGE_NOT_SET -> docket + '/' + at + index;
    };
  }

  Event event(int index) {
    if (told.hasHistoryGone()) {
      return event(index, "history.gone", null, told.getShard());
    }
    if (told.hasSnapshot()) {
      Order order = told.getSnapshot().getOrders(index);
      return event(index, "order.snapshot", order.getOrderId(), order);
    }
    DocketEvent event = told.getChange().getEvents(index);
    if (event.getEventCase() == DocketEvent.EventCase.EVENT_NOT_SET) {
      throw new IllegalStateException(
          "an event of a kind that this gateway does not know: it is older than the grid, upgrade it");
    }
    Map.Entry<FieldDescriptor, Object> what = event.getAllFields().entrySet().iterator().next();
    var body = (com.google.protobuf.Message) what.getValue();
    return event(index, type(what.getKey().getName()), orderOf(body), body);
  }

  /** "follow_up_due" is "follow_up.due": of what, and what happened to it. */
  private static String type(String name) {
    int last = name.lastIndexOf('_');
    return (name.substring(0, last) + '.' + name.substring(last + 1)).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String orderOf(com.google.protobuf.Message body) {
    FieldDescriptor field = body.getDescriptorForType().findFieldByName("order_id");
    return field == null ? null : (String) body.getField(field);
  }

  private Event event(
      int index, String type, @Nullable String subject, com.google.protobuf.Message data) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(id(index))
            .withType(PREFIX + type + VERSION)
            .withSource(URI.create("/dockets/" + told.getShard().getDocket()));
    if (subject != null) {
      event.withSubject(subject);
    }
    if (told.getChange().hasAt()) {
      Timestamp at = told.getChange().getAt();
      event.withTime(
          Instant.ofEpochSecond(at.getSeconds(), at.getNanos()).atOffset(ZoneOffset.UTC));
    }
    try {
      return event(event, PRINTER.print(data));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of the grid has no JSON form", e);
    }
  }

  /** With its data, which is JSON. */
  static Event event(CloudEventBuilder event, String json) {
    try {
      CloudEvent made =
          event.withData("application/json", JsonCloudEventData.wrap(JSON.readTree(json))).build();
      return new Event(
          made.getId(), made.getType(), new String(FORMAT.serialize(made), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }

  /** Before that, the docket is where the token says; without it, there is no position. */
  private static String digest(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
