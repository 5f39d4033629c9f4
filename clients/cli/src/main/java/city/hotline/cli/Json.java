package city.hotline.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.time.Instant;

/** JSON for standard output: one object a line, names as in the protocol. */
final class Json {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PEOPLE =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final JsonFormat.Printer MESSAGES =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

  private Json() {}

  static String line(JsonElement element) {
    return GSON.toJson(element);
  }

  static JsonElement of(MessageOrBuilder message) {
    try {
      return JsonParser.parseString(MESSAGES.print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of the grid has no JSON form", e);
    }
  }

  /** For people: several lines. */
  static String indented(MessageOrBuilder message) {
    return PEOPLE.toJson(of(message));
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
