package city.hotline.core.directory;

import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a draft must be to become an order. A floor gives an order its number before the docket has
 * it, so both ask here: what one accepts the other must not refuse. Stateless.
 */
public final class DraftCheck {

  /** The longest text of a draft or of a reply, in characters. */
  public static final int TEXT_LIMIT = 4_000;

  private static final int REASON_LIMIT = 1_000;

  private DraftCheck() {}

  /** Refuses with INVALID_FIELD a text that is too long; null if all is well. */
  public static <E> @Nullable Decision<E> fields(OrderDraft draft) {
    if (isLonger(draft.getText(), TEXT_LIMIT)) {
      return tooLong("draft.text", draft.getText(), TEXT_LIMIT);
    }
    return CitizenCheck.requester(draft.getRequester());
  }

  /** Refuses with UNKNOWN_CLASS, then UNKNOWN_PLACE; null if the directory knows all of it. */
  public static <E> @Nullable Decision<E> codes(OrderDraft draft, Directory directory) {
    Decision<E> unknown = classCode(draft.getClassCode(), directory);
    return unknown == null ? places(draft, directory) : unknown;
  }

  /** Refuses with UNKNOWN_PLACE; null if the directory knows the places. */
  public static <E> @Nullable Decision<E> places(OrderDraft draft, Directory directory) {
    String district = draft.getDistrict();
    String street = draft.getStreet();
    String community = draft.getCommunity();
    if (!directory.isDistrict(district)) {
      return unknownPlace("district", district, "Choose a district of the directory.");
    }
    if (!street.isEmpty()
        && !(directory.isStreet(street) && directory.districtOf(street).equals(district))) {
      return unknownPlace("street", street, "Choose a street or town of the district, or none.");
    }
    if (!community.isEmpty()
        && !(directory.isCommunity(community) && liesIn(community, draft, directory))) {
      return unknownPlace(
          "community", community, "Choose a community or village of the street, or none.");
    }
    return null;
  }

  /** Refuses with UNKNOWN_CLASS a code that is not of the lowest level; null if it is. */
  public static <E> @Nullable Decision<E> classCode(String code, Directory directory) {
    return directory.isClass(code)
        ? null
        : Decision.refused(
            Refusal.REFUSAL_UNKNOWN_CLASS,
            Map.of("class_code", code),
            "Choose a class of the lowest level from the directory.");
  }

  /** The docket a draft belongs to: its street, or its district where no street is known. */
  public static String docketOf(OrderDraft draft) {
    return draft.getStreet().isEmpty() ? draft.getDistrict() : draft.getStreet();
  }

  /** A refusal unless the field says why something is done, in 1 to 1,000 characters. */
  public static <E> @Nullable Decision<E> reason(String field, String text) {
    return text.isBlank() || isLonger(text, REASON_LIMIT)
        ? Decision.invalidField(
            field,
            text.codePointCount(0, text.length()) + " characters",
            "1 to " + REASON_LIMIT + " characters that say why")
        : null;
  }

  /** A refusal unless the field says what was done, in 1 to 4,000 characters. */
  public static <E> @Nullable Decision<E> done(String field, String text) {
    return text.isEmpty() || isLonger(text, TEXT_LIMIT)
        ? Decision.invalidField(
            field,
            text.codePointCount(0, text.length()) + " characters",
            "1 to " + TEXT_LIMIT + " characters that say what was done")
        : null;
  }

  /** Whether the text has more characters than the limit. */
  public static boolean isLonger(String text, int limit) {
    return text.length() > limit && text.codePointCount(0, text.length()) > limit;
  }

  private static boolean liesIn(String community, OrderDraft draft, Directory directory) {
    return draft.getStreet().isEmpty()
        ? directory.districtOf(community).equals(draft.getDistrict())
        : directory.streetOf(community).equals(draft.getStreet());
  }

  /** The text itself may name a citizen, so the refusal tells its length only. */
  static <E> Decision<E> tooLong(String field, String text, int limit) {
    return Decision.invalidField(
        field, text.codePointCount(0, text.length()) + " characters", "at most " + limit);
  }

  private static <E> Decision<E> unknownPlace(String field, String code, String advice) {
    return Decision.refused(Refusal.REFUSAL_UNKNOWN_PLACE, Map.of(field, code), advice);
  }
}
