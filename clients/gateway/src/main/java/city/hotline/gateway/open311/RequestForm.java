package city.hotline.gateway.open311;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is posted to open a request, as the draft of an order. */
final class RequestForm {

  private static final String WHERE =
      "say where: address_string, in words, address_id, the code of a district, street or community"
          + " (6, 9 or 12 digits), or lat and long, in degrees (WGS84)";

  private static final String CITY = "110000";
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_FIELD = 200;
  private static final int LONGEST_NUMBER = 32;
  private static final int LONGEST_URL = 2_000;
  private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,20})?");
  private static final Pattern PHONE = Pattern.compile("(?=.*[0-9])[0-9+() -]{3,32}");
  private static final Pattern URL = Pattern.compile("https?://[!-~]+");
  private static final Pattern PLACE = Pattern.compile("[0-9]{6}|[0-9]{9}|[0-9]{12}");

  private final Function<String, @Nullable String> parameters;

  RequestForm(Function<String, @Nullable String> parameters) {
    this.parameters = parameters;
  }

  /** The draft; the service is known to exist. */
  OrderDraft draft(ServiceList.Service service) {
    String address = text("address_string", LONGEST_FIELD);
    String place = text("address_id", LONGEST_FIELD);
    String degrees = degrees();
    if (address.isEmpty() && place.isEmpty() && degrees.isEmpty()) {
      throw new Open311Error(400, WHERE);
    }
    OrderDraft.Builder draft =
        OrderDraft.newBuilder().setClassCode(service.code()).setText(description());
    draft.setRequester(
        Requester.newBuilder()
            .setName(name())
            .setPhone(phone())
            .setAddress((address + ' ' + degrees).strip()));
    if (place.isEmpty()) {
      return draft.setDistrict(CITY).build();
    }
    if (!PLACE.matcher(place).matches()) {
      throw new Open311Error(400, "address_id: '" + place + "' (expected: 6, 9 or 12 digits)");
    }
    draft.setDistrict(place.substring(0, 6));
    if (place.length() > 6) {
      draft.setStreet(place.substring(0, 9));
    }
    if (place.length() > 9) {
      draft.setCommunity(place);
    }
    return draft.build();
  }

  /** Empty when it is not said; otherwise one that a citizen can be reached by, and found by. */
  private String phone() {
    String phone = text("phone", LONGEST_NUMBER);
    if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
      throw new Open311Error(
          400, "phone: (expected: 3 to 32 digits, spaces, + - ( or ), such as 010 12345)");
    }
    return phone;
  }

  /** Where on earth, for a person to read; empty when it is not said. */
  private String degrees() {
    String lat = text("lat", LONGEST_NUMBER);
    String lon = text("long", LONGEST_NUMBER);
    if (lat.isEmpty() && lon.isEmpty()) {
      return "";
    }
    if (!isWithin(lat, 90) || !isWithin(lon, 180)) {
      throw new Open311Error(
          400, "lat, long: (expected: both, in degrees, such as 39.908722 and 116.397496)");
    }
    return "WGS84 " + lat + ',' + lon;
  }

  private static boolean isWithin(String number, int most) {
    return DEGREES.matcher(number).matches() && Math.abs(Double.parseDouble(number)) <= most;
  }

  /** What is wrong, in words, and where a picture of it is. */
  private String description() {
    String media = text("media_url", LONGEST_URL);
    if (!media.isEmpty() && !URL.matcher(media).matches()) {
      throw new Open311Error(400, "media_url: (expected: an address that begins with https://)");
    }
    String all = (text("description", LONGEST_TEXT) + '\n' + media).strip();
    if (all.codePointCount(0, all.length()) > LONGEST_TEXT) {
      throw new Open311Error(
          400, "description, media_url: (expected: together at most 4000 characters)");
    }
    return all;
  }

  /** Family name first where it is Chinese. */
  private String name() {
    String first = text("first_name", LONGEST_FIELD);
    String last = text("last_name", LONGEST_FIELD);
    boolean chinese = (first + last).codePoints().anyMatch(Character::isIdeographic);
    return chinese ? last + first : (first + ' ' + last).strip();
  }

  private String text(String name, int longest) {
    String value = parameters.apply(name);
    String text = value == null ? "" : value.strip();
    if (text.codePointCount(0, text.length()) > longest) {
      throw new Open311Error(
          400, name + ": longer than it may be (expected: at most " + longest + " characters)");
    }
    return text;
  }
}
